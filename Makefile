# Python 3.11+ with venv, git and make; everything else comes from the two locks.
PYTHON ?= python3
V := .venv/bin

.PHONY: demo test lint check-room coverage test-layar bench contoh golden problems specimen kunci clean

demo: .venv/demo
	$(V)/python ledgers/demo.py

test: lint
	$(V)/pytest -q -n 2 --dist worksteal

lint: .venv/dev
	$(V)/ruff check .
	$(V)/ruff format --check .
	$(V)/mypy
	$(V)/lint-imports

# One room in seconds: make check-room ROOM=book
check-room: .venv/dev
	@test -d "kkmp_ledger/$(ROOM)" -a -d "tests/$(ROOM)" -a -n "$(ROOM)" || \
		{ echo 'make check-room ROOM=book: a folder of kkmp_ledger and of tests'; exit 2; }
	$(V)/ruff check kkmp_ledger/$(ROOM) tests/$(ROOM)
	$(V)/ruff format --check kkmp_ledger/$(ROOM) tests/$(ROOM)
	$(V)/mypy kkmp_ledger/$(ROOM) tests/$(ROOM)
	$(V)/pytest -q -n 2 tests/$(ROOM)

# What of kkmp_ledger no test walks through, branches counted; of the ledger and the rules, nothing.
coverage: .venv/dev
	$(V)/pytest -q -n 2 --dist worksteal --cov --cov-report=term:skip-covered
	$(V)/coverage report --include='kkmp_ledger/book/*,kkmp_ledger/koperasi/*' \
		--skip-covered --show-missing --fail-under=100

test-layar: .venv/dev
	$(V)/python tests/layar/prepare.py
	$(V)/pytest -q tests/layar

# All goals, or one: make bench ONLY=setor
bench: .venv/dev
	$(V)/python -m bench $(ONLY)

# Writes the committed example anew from its raw inputs; tests/contoh holds that nothing changed.
contoh: .venv/dev
	$(V)/python ledgers/make_example.py
	$(V)/python ledgers/demo.py --simpan

# Rewrites what a person then reads in the diff: golden pairs, the gallery's texts, docs/PROBLEMS.md;
# the table of events before all that help says.
golden: .venv/dev
	$(V)/pytest -q --tulis-ulang tests/koperasi/test_registry.py -k the_table_says
	$(V)/pytest -q -n 2 --tulis-ulang tests
problems: .venv/dev
	$(V)/python tests/salah/page.py

# Lays a wrong ledger out whole, to try it: make specimen CODE=AKUN-ASING
specimen: .venv/dev
	$(V)/python tests/salah/overlay.py $(CODE)

.venv/demo: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(V)/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(V)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.venv/dev: .venv/demo requirements-dev.lock
	$(V)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

# At maintenance time only; needs uv.
kunci:
	uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-header --extra bangun pyproject.toml -o requirements.lock
	uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-header --extra bangun --extra dev pyproject.toml -o requirements-dev.lock

clean:
	rm -rf .venv demo build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage*
