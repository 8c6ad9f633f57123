"""Golden cases for the ruleset of the standard's validator (2023), by hand from the message of each rule."""

from __future__ import annotations

from hamroh.formats.iati.tests.golden import (
    TODAY,
    TOMORROW,
    Golden,
    activity,
    date,
    on,
    organisation,
    period,
    result,
)

_A = "/iati-activities/iati-activity"
_O = "/iati-organisations/iati-organisation"
_I = f"{_A}/result/indicator"
_NUMERIC = f"{_I}[@measure='1' or @measure='2' or @measure='3' or @measure='4']"
_QUALITATIVE = f"{_I}[@measure='5']"
_PROVIDER = f"{_A}/transaction/provider-org | {_A}/planned-disbursement/provider-org"
_RECEIVER = f"{_A}/transaction/receiver-org | {_A}/planned-disbursement/receiver-org"


def _id(publisher: str, identifier: str, more: str = "") -> str:
    return activity(f'<reporting-org ref="{publisher}"/><iati-identifier>{identifier}</iati-identifier>{more}')


def _spaces(context: str, number: int, rule_id: str, frame: str, whole: object = activity) -> Golden:
    return Golden(context, "no_spaces", number, whole(frame.format("XX-1")), whole(frame.format(" XX-1")),  # type: ignore[operator]
                  id=rule_id, values=(" XX-1",))  # fmt: skip


def _symbols(context: str, number: int, rule_id: str, frame: str, whole: object = activity) -> Golden:
    return Golden(context, "regex_matches", number, whole(frame.format("XX-1")), whole(frame.format("XX|1")),  # type: ignore[operator]
                  id=rule_id, values=("XX|1",))  # fmt: skip


def _sector(*shares: str, vocabulary: str = "") -> str:
    given = f' vocabulary="{vocabulary}"' if vocabulary else ""
    return "".join(f'<sector code="{i}"{given}{_share(share)}/>' for i, share in enumerate(shares))


def _region(*shares: str, vocabulary: str = "1") -> str:
    return "".join(f'<recipient-region vocabulary="{vocabulary}"{_share(share)}/>' for share in shares)


def _country(*shares: str) -> str:
    return "".join(f"<recipient-country{_share(share)}/>" for share in shares)


def _items(*shares: str) -> str:
    inside = "".join(f"<budget-item{_share(share)}/>" for share in shares)
    return f'<country-budget-items vocabulary="2">{inside}</country-budget-items>'


def _share(share: str) -> str:
    return f' percentage="{share}"' if share else ""


def _identity(context: str, frame: str, ids: tuple[str, str, str]) -> tuple[Golden, ...]:
    """An organisation must be named; its identifier has no symbols and no outer spaces."""
    return (
        Golden(
            context,
            "atleast_one",
            0,
            activity(frame.format("XX-1")),
            activity(frame.replace(' ref="{}"', "")),
            id=ids[0],
        ),
        _symbols(context, 0, ids[1], frame),
        _spaces(context, 0, ids[2], frame),
    )


def _budget(name: str, order_id: str = "8.6.3") -> tuple[Golden, ...]:
    whole = activity if name in ("budget", "planned-disbursement") else organisation
    context = f"{_A if whole is activity else _O}/{name}"
    frame = f"<{name}>{{}}</{name}>"
    order = Golden(context, "date_order", 0, whole(frame.format(period("2024-01-01", "2024-12-31"))),
                   whole(frame.format(period("2024-12-31", "2024-01-01"))), id=order_id, values=("2024-12-31", "2024-01-01"))  # fmt: skip
    limit = Golden(context, "time_limit", 0, whole(frame.format(period("2024-02-29", "2025-02-28"))),
                   whole(frame.format(period("2024-01-01", "2025-12-31"))), id="7.5.3", values=("2024-01-01", "2025-12-31"))  # fmt: skip
    return (order,) if name == "planned-disbursement" else (order, limit)


def _measured(part: str, frame: str, ids: tuple[str, str, str]) -> tuple[Golden, ...]:
    def made(measure: str, attributes: str) -> str:
        return result(f"<indicator measure='{measure}'>{frame.format(attributes)}</indicator>")

    return (
        Golden(f"{_NUMERIC}/{part}", "atleast_one", 0, made("1", "value='5'"), made("1", ""), id=ids[0]),
        Golden(f"{_NUMERIC}/{part}", "if_then", 0, made("2", "value='5.50'"), made("2", "value='five'"), id=ids[1], values=("five",)),
        Golden(f"{_QUALITATIVE}/{part}", "if_then", 0, made("5", ""), made("5", "value='5'"), applies=False, id=ids[2], values=("5",)),
    )  # fmt: skip


_TRANSACTION = "<transaction>{}</transaction>"
_LANG = "<title><narrative{}>T</narrative></title>"
_MONEY = "<value{}>5</value>"
_AID = '<default-aid-type code="{}" vocabulary="{}"/>'
_T_AID = '<aid-type code="{}" vocabulary="{}"/>'

VALIDATOR: tuple[Golden, ...] = (
    Golden(_A, "unique", 0, _id("XX-1", "XX-1-A"), _id("XX-1", "XX-1"), id="1.1.3", values=("XX-1",)),
    Golden(_A, "startswith", 0, _id("XX-1", "OLD-A", '<other-identifier type="B1" ref="OLD"/>'), _id("XX-1", "XX-10-A"),
           id="1.1.21", values=("XX-10-A",)),
    Golden(_A, "startswith", 1, _id("XM-DAC-47066", "x"), _id("NOBODY-1", "x"), id="1.14.8", values=("NOBODY-1",)),
    Golden(_A, "atleast_one", 0, activity(date("1", "2024-01-01")), activity(date("4", "2024-01-01")), id="6.11.1"),
    Golden(_A, "atleast_one", 1, activity(_sector("")), activity(), id="6.2.2"),
    Golden(_A, "one_or_all", 0, activity(_LANG.format(' xml:lang="tg"')), activity(_LANG.format("")), id="4.1.1", values=("T",)),
    Golden(_A, "one_or_all", 1, activity(_TRANSACTION.format(_sector("")) * 2),
           activity(_TRANSACTION.format(_sector("")) + "<transaction/>"), id="6.7.2", values=("transaction[2]",)),
    Golden(_A, "one_or_all", 2, activity(_TRANSACTION.format(_MONEY.format("")), 'default-currency="TJS"'),
           activity(_TRANSACTION.format(_MONEY.format(""))), id="7.8.1", values=("5",)),
    Golden(_A, "date_now", 0, activity("", f'last-updated-datetime="{TODAY}T23:00:00Z"'),
           activity("", f'last-updated-datetime="{TOMORROW}T00:00:00Z"'), id="11.1.1", values=(TOMORROW,)),
    Golden(_A, "date_order", 0, activity(date("1", "2024-01-01") + date("3", "2024-01-01")),
           activity(date("1", "2024-01-02") + date("3", "2024-01-01")), id="11.1.2"),
    Golden(_A, "date_order", 1, activity(date("2", "2024-01-01") + date("4", "2024-01-02")),
           activity(date("2", "2024-01-02") + date("4", "2024-01-01")), id="11.1.3"),
    Golden(_A, "date_order", 2, activity(date("2", TODAY)), activity(date("2", TOMORROW)), id="11.1.4"),
    Golden(_A, "date_order", 3, activity(date("4", TODAY)), activity(date("4", TOMORROW)), id="11.1.5"),
    Golden(_A, "date_order", 4, activity(_TRANSACTION.format(on("transaction-date", TODAY))),
           activity(_TRANSACTION.format(on("transaction-date", TODAY)) + _TRANSACTION.format(on("transaction-date", TOMORROW))),
           id="11.2.1", values=(TOMORROW, TODAY)),
    Golden(_A, "date_order", 5, activity(_TRANSACTION.format(_MONEY.format(f' value-date="{TODAY}"'))),
           activity(_TRANSACTION.format(_MONEY.format(f' value-date="{TOMORROW}"'))), id="11.2.2"),
    _symbols(_A, 0, "1.3.13", "<iati-identifier>{}</iati-identifier>"),
    _symbols(_A, 1, "1.14.13", '<reporting-org ref="{}"/>'),
    _spaces(_A, 0, "1.3.1", "<iati-identifier>{}</iati-identifier>"),
    _spaces(_A, 1, "1.14.1", '<reporting-org ref="{}"/>'),
    _spaces(_A, 2, "1.16.1", '<other-identifier type="B1" ref="{}"/>'),
    _spaces(_A, 3, "1.6.1", '<other-identifier type="A3" ref="{}"/>'),
    _spaces(_A, 4, "1.7.1", '<related-activity ref="{}"/>'),
    Golden(_A, "loop", 0, activity(_sector("60", "40", vocabulary="99")), activity(_sector("60", "30", vocabulary="99")),
           id="2.1.2", values=("60", "30")),
    Golden(_A, "loop", 1, activity(_region("60", "40")), activity(_region("60", "")), id="3.4.1"),
    Golden(_A, "loop", 2, activity(_region("100")), activity(_region("99")), id="3.4.4"),
    Golden(_A, "loop", 3, activity(_region("60") + _country("40")), activity(_region("60") + _country("41")), id="3.4.2"),
    Golden(_A, "loop", 4, activity(_items("33.3", "66.7")), activity(_items("33.3", "66.6")), id="7.9.2"),
    Golden(_A, "loop", 5, activity(_items("50", "50")), activity(_items("", "")), id="7.9.1"),
    Golden(_A, "loop", 6, activity(_items("100")), activity(_items("50")), id="7.9.4"),
    Golden(_A, "loop", 7, activity(_AID.format(1, 2) + _AID.format(1, 3)), activity(_AID.format(1, 2) + _AID.format(2, 2)), id="107.1.2"),
    Golden(_A, "loop", 8, activity(_sector("60", "40", vocabulary="98")), activity(_sector("60", "", vocabulary="98")), id="2.1.1"),
    Golden(_A, "loop", 9, activity(_sector("", vocabulary="98")), activity(_sector("60", vocabulary="98")), id="2.1.4"),
    Golden(_A, "no_more_than_one", 0, activity(_AID.format("C01", 1)), activity(_AID.format("C01", 1) + '<default-aid-type code="D01"/>'),
           id="107.1.2"),
    Golden(_A, "strict_sum", 0, activity(_sector("33.33", "33.33", "33.34")), activity(_sector("33.33", "33.33", "33.33")), id="2.1.2"),
    Golden(_A, "strict_sum", 1, activity(_country("10", "90")), activity(_country("10", "91")), id="3.1.2", values=("10", "91")),
    Golden(_A, "range", 0, activity(_country("0")), activity(_country("-1")), id="12.1.1", values=("-1",)),
    Golden(_A, "range", 1, activity(_region("100")), activity(_region("100.1")), id="12.1.1", values=("100.1",)),
    Golden(_A, "range", 2, activity(_sector("50")), activity(_sector("500")), id="12.3.1", values=("500",)),
    Golden(_A, "range", 3, activity("<capital-spend percentage='88.8'/>"), activity("<capital-spend percentage='101'/>"), id="12.2.1"),
    Golden(_A, "range", 4, activity(_items("1", "99")), activity(_items("1", "199")), id="12.2.1", values=("199",)),
    Golden(_A, "if_then", 0, activity('<sector vocabulary="99" code="1"><narrative>Own</narrative></sector>'),
           activity('<sector vocabulary="99" code="1"/>'), id="2.2.1"),
    Golden(_A, "if_then", 1, activity(_sector("") + _sector("", vocabulary="99")), activity(_sector("", vocabulary="99")), id="102.1.1"),
    Golden(_A, "if_then", 2, activity(_sector("50", "50")), activity(_sector("50", "")), id="2.1.1"),
    Golden(_A, "if_then", 3, activity(_sector("100.0")), activity(_sector("99")), id="2.1.4"),
    Golden(_A, "if_then", 4, activity(_AID.format("C01", 1) + _AID.format(1, 2)), activity(_AID.format(1, 2)), id="107.1.1"),
    Golden(_A, "if_then", 5, activity(_TRANSACTION.format(_T_AID.format("C01", 1))), activity(_TRANSACTION.format(_T_AID.format(1, 2))),
           id="107.2.1"),
    Golden(_A, "if_then", 6, activity(_sector("") + "<transaction/>"), activity(_sector("") + _TRANSACTION.format(_sector(""))), id="6.6.2"),
    Golden(_A, "if_then", 7, activity(_country("") + "<transaction/>"), activity(_country("") + _TRANSACTION.format(_country(""))), id="3.6.2"),
    Golden(_A, "if_then", 8, activity(_TRANSACTION.format(_country(""))), activity("<transaction/>"), id="3.7.1"),
    Golden(_A, "if_then", 9, activity(_TRANSACTION.format(_country("")) + _TRANSACTION.format(_region(""))),
           activity(_TRANSACTION.format(_country("")) + "<transaction/>"), id="3.7.2"),
    Golden(_A, "if_then", 10, activity(_country("50", "50")), activity(_country("50", "")), id="3.1.1"),
    Golden(_A, "if_then", 11, activity(_country("")), activity(_country("50")), id="3.1.4"),
    Golden(f"{_A}/transaction", "no_more_than_one", 0, activity(_TRANSACTION.format(_T_AID.format("C01", 1) + _T_AID.format(1, 2))),
           activity(_TRANSACTION.format(_T_AID.format("C01", 1) * 2)), id="107.2.2"),
    Golden(f"{_A}/transaction", "loop", 0, activity(_TRANSACTION.format(_T_AID.format(1, 3))),
           activity(_TRANSACTION.format(_T_AID.format(1, 3) + _T_AID.format(2, 3))), id="107.2.2"),
    *_identity(f"{_A}/other-identifier/owner-org", '<other-identifier><owner-org ref="{}"/></other-identifier>',
               ("6.8.1", "1.11.13", "1.11.1")),
    *_identity(_PROVIDER, '<transaction><provider-org ref="{}"/></transaction>', ("6.9.1", "1.10.13", "1.10.1")),
    _spaces(_PROVIDER, 1, "1.4.1", '<planned-disbursement><provider-org provider-activity-id="{}"/></planned-disbursement>'),
    *_identity(_RECEIVER, '<planned-disbursement><receiver-org ref="{}"/></planned-disbursement>', ("6.9.2", "1.15.13", "1.15.1")),
    _spaces(_RECEIVER, 1, "1.5.1", '<transaction><receiver-org receiver-activity-id="{}"/></transaction>'),
    Golden(f"{_A}/policy-marker", "atleast_one", 0, activity('<policy-marker code="1" significance="2"/>'),
           activity('<policy-marker code="1"/>'), id="6.14.1"),
    Golden(f"{_A}/policy-marker", "atleast_one", 1,
           activity('<policy-marker vocabulary="99"><narrative>Own</narrative></policy-marker>'),
           activity('<policy-marker vocabulary="99"/>'), id="6.13.1"),
    Golden(_O, "startswith", 0, organisation('<reporting-org ref="XM-DAC-47066"/>'), organisation('<reporting-org ref="NOBODY"/>'),
           id="1.18.8", values=("NOBODY",)),
    _symbols(_O, 0, "1.12.13", "<organisation-identifier>{}</organisation-identifier>", organisation),
    _symbols(_O, 1, "1.18.13", '<reporting-org ref="{}"/>', organisation),
    _spaces(_O, 0, "1.12.1", "<organisation-identifier>{}</organisation-identifier>", organisation),
    _spaces(_O, 1, "1.17.1", '<recipient-org-budget><recipient-org ref="{}"/></recipient-org-budget>', organisation),
    _spaces(_O, 2, "1.18.1", '<reporting-org ref="{}"/>', organisation),
    Golden(_O, "date_now", 0, organisation("", f'last-updated-datetime="{TODAY}T00:00:00"'),
           organisation("", f'last-updated-datetime="{TOMORROW}T00:00:00"'), id="11.4.1"),
    Golden(_O, "one_or_all", 0, organisation("<name><narrative>N</narrative></name>", 'xml:lang="en"'),
           organisation("<name><narrative>N</narrative></name>"), id="4.5.1", values=("N",)),
    Golden(_O, "one_or_all", 1, organisation("<total-budget>" + _MONEY.format(' currency="TJS"') + "</total-budget>"),
           organisation("<total-budget>" + _MONEY.format("") + "</total-budget>"), id="7.8.2", values=("5",)),
    *_identity(f"{_A}/participating-org", '<participating-org ref="{}"/>', ("6.10.1", "1.8.13", "1.8.1")),
    _spaces(f"{_A}/participating-org", 1, "1.9.1", '<participating-org activity-id="{}"/>'),
    *_budget("planned-disbursement"),
    *_budget("budget"),
    *_budget("total-budget"),
    *_budget("recipient-country-budget"),
    Golden(f"{_O}/recipient-country-budget", "between_dates", 0,
           organisation(f"<recipient-country-budget>{period('2024-01-01', '2024-12-31')}<budget-line>"
                        "<value value-date='2024-12-31'>1</value></budget-line></recipient-country-budget>"),
           organisation(f"<recipient-country-budget>{period('2024-01-01', '2024-12-31')}<budget-line>"
                        "<value value-date='2025-01-01'>1</value></budget-line></recipient-country-budget>"),
           id="11.3.1", values=("2025-01-01",)),
    *_budget("recipient-org-budget"),
    *_budget("recipient-region-budget"),
    *_budget("total-expenditure"),
    Golden(_I, "no_more_than_one", 0, result("<indicator/>", "<reference code='2'/>"),
           result("<indicator><reference code='1'/></indicator>", "<reference code='2'/>"), id="8.11.1"),
    Golden(f"{_I}/period", "date_order", 0, result(f"<indicator><period>{period('2024-01-01', '2024-06-30')}</period></indicator>"),
           result(f"<indicator><period>{period('2024-06-30', '2024-01-01')}</period></indicator>"), id="8.6.1"),
    *_measured("baseline", "<baseline {}/>", ("8.8.1", "8.8.2", "8.8.3")),
    *_measured("period/target", "<period><target {}/></period>", ("8.9.1", "8.9.2", "8.9.3")),
    *_measured("period/actual", "<period><actual {}/></period>", ("8.10.1", "8.10.2", "8.10.3")),
    Golden("//title", "atleast_one", 0, activity(_LANG.format("")), activity("<title><narrative/></title>"), id="4.3.1"),
    Golden("//description", "atleast_one", 0, activity("<description><narrative>D</narrative></description>"),
           result("<indicator><description/></indicator>"), id="4.4.1"),
)  # fmt: skip
