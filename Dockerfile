# The image of Galley: web process by default, `python manage.py worker` beside it. See docs/operations.md.
FROM python:3.11-slim-bookworm AS packages
RUN python -m venv /opt/galley
COPY requirements/base.txt /tmp/
RUN /opt/galley/bin/python -m pip install --no-cache-dir --require-hashes -r /tmp/base.txt

FROM python:3.11-slim-bookworm
# pg_dump and pg_restore, for backups; of the same version as the server in compose.yaml.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends postgresql-client-15 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --no-create-home galley \
 && install --directory --owner galley --group galley /var/lib/galley
COPY --from=packages /opt/galley /opt/galley
WORKDIR /srv/galley
COPY manage.py pyproject.toml gunicorn.conf.py ./
COPY cms cms
COPY home home
COPY news news
COPY templates templates
RUN /opt/galley/bin/python -m compileall -q .
ENV PATH=/opt/galley/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=cms.settings.production \
    GALLEY_DATA_DIR=/var/lib/galley
VOLUME /var/lib/galley
USER galley
EXPOSE 8000
# Nothing is written but /var/lib/galley and temporary files: the root may be read-only.
CMD ["gunicorn", "cms.wsgi", "--bind", "0.0.0.0:8000", "--no-control-socket", "--worker-tmp-dir", "/dev/shm"]
