"""The typography of Chinese, Japanese and Korean."""
