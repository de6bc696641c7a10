from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import path

PAGE = ("<p>" + "zażółć gęślą jaźń " * 20 + "</p>\n") * 50
TWENTY_KILOBYTES = PAGE.encode()[:20_000]


@login_not_required
def bare(request):
    return HttpResponse(TWENTY_KILOBYTES)


urlpatterns = [path("", bare)]
