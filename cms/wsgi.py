"""The WSGI entry; refuses to serve with unsafe settings, as manage.py does."""

import os
from io import StringIO

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")

application = get_wsgi_application()
# A WSGI server runs no system checks by itself. That all is well is no line of a log.
call_command("check", "--tag", "galley", stdout=StringIO())
