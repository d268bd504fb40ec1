"""The admin's screens of endpoints; they translate and call `acts`."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import CreateView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import log

from . import acts, outbox
from .forms import EndpointForm, ReplayForm
from .models import Delivery, Endpoint, Event

SHOWN = 50
MAY_CHANGE = "webhooks.change_endpoint"


class EndpointCreateView(CreateView):
    """Makes an endpoint, and shows its secret once."""

    def form_valid(self, form: EndpointForm) -> HttpResponse:
        """Show the secret in place of Wagtail's list."""
        super().form_valid(form)
        return _with_secret(self.request, self.form.instance, self.form.instance.secret)


class EndpointViewSet(ModelViewSet):
    """Endpoints: list, add, edit, delete."""

    model = Endpoint
    icon = "globe"
    name = "webhooks"
    menu_label = _("Webhooks")
    add_view_class = EndpointCreateView
    form_fields = EndpointForm.Meta.fields
    list_display = [
        "name",
        Column("url", label=_("Address")),
        BooleanColumn("is_enabled", label=_("Enabled")),
        DateColumn("last_success_at", label=_("Last success")),
        DateColumn("failing_since", label=_("Failing since")),
        TitleColumn(
            "deliveries",
            label="",
            accessor=lambda _endpoint: gettext("Deliveries"),
            url_name="webhooks_deliveries",
        ),
    ]
    copy_view_enabled = False
    inspect_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> Any:  # noqa: ARG002, FBT001, FBT002
        """Return ours, which knows events and addresses."""
        return EndpointForm


def deliveries(request: HttpRequest, endpoint_id: int) -> HttpResponse:
    """Show what became of an endpoint's events, and do what somebody asks for."""
    endpoint = _endpoint(request, endpoint_id)
    replay = ReplayForm()
    if request.method == "POST":
        name = request.POST.get("act", "")
        if name == "secret":
            log(endpoint, "wagtail.edit", user=request.user)
            return _with_secret(request, endpoint, acts.change_secret(endpoint))
        if name == "replay":
            replay = ReplayForm(request.POST)
        said = _replayed(endpoint, replay) if name == "replay" else _done(endpoint, name, request)
        if said:
            log(endpoint, "wagtail.edit", user=request.user)
            messages.success(request, said)
            return redirect("webhooks_deliveries", endpoint.pk)
    waiting = (
        Delivery.objects.filter(endpoint=endpoint).select_related("event").order_by("-parked_at", "next_at")
    )
    context = {
        "endpoint": endpoint,
        "behind": max(outbox.end() - endpoint.position, 0),
        "waiting": waiting.order_by("-parked_at", "next_at")[:SHOWN],
        "attempts": endpoint.attempts.select_related("event").order_by("-pk")[:SHOWN],
        "replay": replay,
    }
    return TemplateResponse(request, "webhooks/deliveries.html", context)


def _done(endpoint: Endpoint, name: str, request: HttpRequest) -> str:
    if name == "test":
        acts.send_test(endpoint)
        return gettext("Test event sent. See its attempt below.")
    if name == "go-on":
        acts.go_on(endpoint)
        return gettext("Sending resumed.")
    event = Event.objects.filter(uid=request.POST.get("event", "")).first()
    if event is None or event.endpoint_id not in {None, endpoint.pk}:
        return ""
    if name == "again":
        acts.send_again(endpoint, event)
        return gettext("The event will be sent again.")
    if name == "forget":
        acts.forget(endpoint, event)
        return gettext("The event was discarded.")
    return ""


def _replayed(endpoint: Endpoint, form: ReplayForm) -> str:
    if not form.is_valid():
        return ""
    sequence = form.cleaned_data["sequence"]
    number = acts.before(form.cleaned_data["since"]) if sequence is None else outbox.before_sequence(sequence)
    acts.replay(endpoint, number=number)
    return gettext("Everything since then will be sent again.")


def _with_secret(request: HttpRequest, endpoint: Endpoint, secret: str) -> HttpResponse:
    context = {"endpoint": endpoint, "secret": secret}
    response = TemplateResponse(request, "webhooks/secret.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def _endpoint(request: HttpRequest, endpoint_id: int) -> Endpoint:
    if not request.user.has_perm(MAY_CHANGE):
        raise PermissionDenied
    return get_object_or_404(Endpoint, pk=endpoint_id)
