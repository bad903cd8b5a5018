# Every target makes its own environment in .venv; each is a script that also runs without make.
.PHONY: demo test lint parsers cards bench

PYTHON ?= python3

demo:
	@$(PYTHON) scripts/demo.py

test:
	@$(PYTHON) scripts/test.py

lint:
	@$(PYTHON) scripts/test.py --lint

parsers:
	@$(PYTHON) scripts/parser_versions.py

cards:
	@$(PYTHON) scripts/with_tools.py scripts/cards.py
	@$(PYTHON) scripts/with_tools.py scripts/rule_pages.py
	@$(PYTHON) scripts/with_tools.py scripts/readme_example.py
	@$(PYTHON) scripts/with_tools.py scripts/speed_table.py

bench:
	@$(PYTHON) scripts/with_tools.py benchmarks/peers.py
