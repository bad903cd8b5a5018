"""Corpora: many documents → tables of what is in them, through datatrove.

`document` alone needs neither datatrove nor pyarrow; the rest needs the extra `sweep`.
"""
