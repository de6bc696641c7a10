"""Addresses of the pages about asks and offers, and about the talks that come of them."""

from django.urls import path

from podworko.needs.views import card_news, cards, exchange, talks

CARDS = "<slug:area_slug>/offers/"
CARD = "<slug:area_slug>/offers/<int:pk>/"
TALK = "<slug:area_slug>/offers/talks/<int:pk>/"

exchange_pages = [
    path("accounts/offer-mails/<str:key>/", exchange.offer_mails, name="offer_mails"),
    path(CARDS, cards.cards, name="cards"),
    path("<slug:area_slug>/offers.csv", cards.cards_csv, name="cards_csv"),
    path("<slug:area_slug>/offers.pdf", exchange.print_cards, name="print_cards"),
    path(f"{CARDS}new/", cards.add_card, name="add_card"),
    path(f"{CARDS}talks/", exchange.talks, name="talks"),
    path(f"{CARDS}list/", exchange.needs_and_offers, name="needs_and_offers"),
    path(f"{CARDS}list.csv", exchange.needs_and_offers_csv, name="needs_and_offers_csv"),
    path(f"{CARDS}list/<int:pk>/asked/", exchange.note_asking, name="note_asking"),
    path(f"{CARDS}resources/<int:pk>/", cards.offer_resource, name="offer_resource"),
    path(f"{CARDS}still/<str:token>/", card_news.card_still, name="card_still"),
    path(f"{CARDS}ended/<str:token>/", card_news.card_ended, name="card_ended"),
    path(TALK, talks.talk, name="talk"),
    path(f"{TALK}outcome/", talks.settle_talk, name="settle_talk"),
    path(f"{TALK}reconsider/", talks.reconsider_match, name="reconsider_match"),
    path(f"{TALK}<slug:side>/answer/", talks.answer_talk, name="answer_talk"),
    path(f"{TALK}<slug:side>/withdraw/", talks.withdraw_talk, name="withdraw_talk"),
    path(CARD, cards.card, name="card"),
    path(f"{CARD}edit/", cards.change_card, name="change_card"),
    path(f"{CARD}close/", cards.close_card, name="close_card"),
    path(f"{CARD}still/", cards.renew_card, name="renew_card"),
    path(f"{CARD}need/", exchange.need_of_card, name="need_of_card"),
    path(f"{CARD}talk/", talks.propose_talk, name="propose_talk"),
    path(f"{CARD}partners/", talks.propose_matches, name="propose_matches"),
    path(f"{CARD}not-with/<int:other>/", talks.dismiss_match, name="dismiss_match"),
]
