"""The record in a browser and over HTTP: pages, an API and a review desk, served on one's own machine."""

from onrecord.show.web.app import create_app
from onrecord.show.web.handed import Added, Incoming, Tried, Verbs, Wanted
from onrecord.show.web.settings import WebSettings

__all__ = ["Added", "Incoming", "Tried", "Verbs", "Wanted", "WebSettings", "create_app"]
