"""Addresses of people, roles, invitations and tokens."""

from django.urls import path

from . import accounts, invitations, tokens

app_name = "people"
urlpatterns = [
    path("", accounts.register, name="register"),
    path("export.xlsx", accounts.export, name="export"),
    path("roles", accounts.roles, name="roles"),
    path("<int:pk>", accounts.record, name="record"),
    path("<int:pk>/roles/add", accounts.add_role, name="add_role"),
    path("<int:pk>/roles/<int:assignment>/end", accounts.end_role, name="end_role"),
    path("<int:pk>/close", accounts.close, name="close"),
    path("invitations", invitations.register, name="invitations"),
    path("invitations/add", invitations.add, name="invite"),
    path("invitations/<int:pk>/withdraw", invitations.withdraw, name="withdraw"),
    path("join/<str:token>", invitations.accept, name="accept"),
    path("tokens", tokens.register, name="tokens"),
    path("tokens/<int:pk>/revoke", tokens.revoke, name="revoke_token"),
]
