from django.utils.translation import gettext_lazy as _

from podworko.core.personal_data import Kept

ACCOUNT = _("art. 6 ust. 1 lit. b RODO – konto zakłada się na życzenie osoby")

PERSONAL = (
    Kept(
        model="accounts.User",
        fields=("email", "name", "language"),
        what=_("konto: adres e-mail, imię i nazwisko, język"),
        whose=_("osoby z kontem"),
        purpose=_("logowanie i podpis pod zmianami"),
        basis=ACCOUNT,
        source=_("od osoby, która zakłada konto, albo od tego, kto ją zaprasza"),
        retention=_("dopóki osoba ma konto"),
        erasure=_("konto się kasuje, pod zmianami zostają słowa „osoba usunięta”"),
    ),
    Kept(
        model="accounts.User",
        fields=("password",),
        what=_("hasło, jeśli ktoś je ustawił – w postaci, z której nie da się go odczytać"),
        whose=_("osoby z kontem"),
        purpose=_("logowanie bez kodu"),
        basis=ACCOUNT,
        source=_("od osoby, która ma konto"),
        retention=_("dopóki osoba go nie usunie"),
        erasure=_("kasuje się z kontem"),
    ),
    Kept(
        model="account.EmailAddress",
        fields=("email",),
        what=_("adres e-mail, na który przychodzą kody"),
        whose=_("osoby z kontem"),
        purpose=_("logowanie"),
        basis=ACCOUNT,
        source=_("przepisany z konta"),
        retention=_("dopóki osoba ma konto"),
        erasure=_("kasuje się z kontem"),
    ),
    Kept(
        model="accounts.ApiToken",
        fields=("name",),
        what=_("tokeny dla programów: jak osoba je nazwała, co wolno, kiedy ostatnio użyto"),
        whose=_("osoby z kontem, które pozwoliły programowi działać w swoim imieniu"),
        purpose=_("programy działają z prawami osoby, a ona widzi, które"),
        basis=ACCOUNT,
        source=_("od osoby, która ma konto"),
        retention=_("12 miesięcy od dnia, w którym token wygasł albo go wycofano"),
        erasure=_("kasuje się z kontem"),
    ),
)

NOT_PERSONAL = {
    "accounts.ApiToken": ("token_digest", "ending", "scopes"),
    "account.EmailConfirmation": ("key",),
    "accounts.SignInLink": ("token_digest",),
}
