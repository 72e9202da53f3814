# ruff: noqa: E501 – data reads better a row a line
# fmt: off
"""A page's mapping, made by hand: Aleppo in 2015 and 2016 in sentences that we invented, one of them hostile."""

import hashlib
from typing import Any

EVIL = (
    "</script><script>window.pwned = true</script><img src=x onerror='window.pwned = true'> <!-- "
    "\u202egnisirev\u202c &amp; \u2028 the rebels opened the Castello road."
)

SIDES = [
    {"id": "government", "name": "Government and allies", "hue": "#0072b2"},
    {"id": "opposition", "name": "Opposition", "hue": "#e69f00"},
    {"id": "islamic-state", "name": "Islamic State", "hue": "#5a2347"},
    {"id": "sdf", "name": "Syrian Democratic Forces", "hue": "#8fd0f2"},
]

EAST = [
    [37.161, 36.222], [37.176, 36.238], [37.199, 36.236], [37.216, 36.220], [37.214, 36.199], [37.199, 36.183],
    [37.180, 36.170], [37.158, 36.171], [37.148, 36.183], [37.155, 36.197], [37.158, 36.208],
]
WEST = [
    [37.159, 36.222], [37.156, 36.208], [37.153, 36.197], [37.146, 36.183], [37.137, 36.175], [37.118, 36.171],
    [37.096, 36.176], [37.079, 36.190], [37.081, 36.208], [37.098, 36.222], [37.122, 36.232], [37.145, 36.231],
]

PLACES = {
    "aleppo": ("Aleppo", "city", 36.2012, 37.1612, 8.0, None, None),
    "east-aleppo": ("East Aleppo", "area", 36.203, 37.183, 3.0, EAST, "aleppo"),
    "west-aleppo": ("West Aleppo", "area", 36.203, 37.118, 3.0, WEST, "aleppo"),
    "artillery-base": ("Ramouseh artillery base", "base", 36.152, 37.113, 1.0, None, None),
    "ramouseh": ("Ramouseh", "district", 36.157, 37.134, 1.0, None, "aleppo"),
    "handarat": ("Handarat camp", "district", 36.262, 37.158, 1.0, None, None),
    "bani-zeid": ("Bani Zeid", "district", 36.237, 37.141, 0.8, None, "aleppo"),
    "sheikh-maqsoud": ("Sheikh Maqsoud", "district", 36.232, 37.152, 0.8, None, "aleppo"),
    "khan-tuman": ("Khan Tuman", "village", 36.113, 37.049, 1.0, None, None),
    "al-hadher": ("Al-Hadher", "town", 35.998, 37.038, 1.0, None, None),
    "nubl": ("Nubl", "town", 36.376, 36.996, 1.0, None, None),
    "anadan": ("Anadan", "town", 36.294, 37.044, 1.0, None, None),
    "azaz": ("Azaz", "town", 36.586, 37.044, 1.0, None, None),
    "safira": ("Al-Safira", "town", 36.077, 37.373, 1.0, None, None),
    "jabbul": ("Jabbul", "village", 36.082, 37.513, 1.0, None, None),
    "sheikh-ahmad": ("Sheikh Ahmad", "village", 36.153, 37.528, 1.0, None, None),
    "kuweires": ("Kuweires air base", "airbase", 36.187, 37.583, 1.5, None, None),
    "deir-hafir": ("Deir Hafir", "town", 36.157, 37.708, 1.0, None, None),
    "al-bab": ("Al-Bab", "town", 36.371, 37.517, 1.0, None, None),
    "khanaser": ("Khanaser", "town", 35.782, 37.499, 1.0, None, None),
    "idlib": ("Idlib", "city", 35.931, 36.634, 3.0, None, None),
}

ROUTES = {
    "castello": ("Castello road", [[37.030, 36.263], [37.085, 36.259], [37.118, 36.254], [37.140, 36.250], [37.163, 36.238]]),
    "ramouseh-road": ("Ramouseh road", [[37.062, 36.085], [37.088, 36.118], [37.116, 36.143], [37.131, 36.158], [37.135, 36.174]]),
    "khanaser-road": ("Khanaser road", [[37.79, 35.365], [37.62, 35.62], [37.499, 35.782], [37.42, 35.95], [37.373, 36.077], [37.25, 36.12], [37.131, 36.158]]),
    "kuweires-road": ("Kuweires road", [[37.373, 36.077], [37.513, 36.082], [37.528, 36.153], [37.583, 36.187]]),
}

GOVERNMENT = {"text": "regime forces", "id": "syrian-government", "side": "government"}
OPPOSITION = {"text": "the insurgents", "id": "opposition", "side": "opposition"}
STATE = {"text": "the Caliphate", "id": "islamic-state", "side": "islamic-state"}
SDF = {"text": "Kurdish units", "id": "sdf", "side": "sdf"}

# (key, report, kind, status, agent, target, place, route, day, grade, sentence with [trigger])
SENTENCES: list[tuple[Any, ...]] = [
    ("k1", "diary", "besieged", "actual", STATE, GOVERNMENT, "kuweires", None, "2015-11-02", "C3",
     "For the third winter the garrison of Kuweires is [cut off] from the main force, fed by helicopters alone."),
    ("k2", "agency", "advanced", "actual", GOVERNMENT, STATE, "sheikh-ahmad", None, "2015-11-07", "B2",
     "Government troops [entered] Sheikh Ahmad, the last village before the air base."),
    ("k3", "diary", "siege_lifted", "actual", GOVERNMENT, STATE, "kuweires", None, "2015-11-10", "C2",
     "The ring around Kuweires has been [broken]: the first column reached the garrison this afternoon."),
    ("k4", "caliph", "siege_lifted", "denied", GOVERNMENT, STATE, "kuweires", None, "2015-11-10", "E5",
     "Nothing has been [lifted]; the airport remains closed on every side, whatever the television shows."),
    ("c1", "monitor", "route_under_fire", "actual", GOVERNMENT, OPPOSITION, None, "castello", "2016-07-07", "B2",
     "Since Thursday the Castello road lies [within range] of government guns on the Mallah heights."),
    ("c2", "agency", "route_cut", "actual", GOVERNMENT, OPPOSITION, None, "castello", "2016-07-17", "B1",
     "The army [cut] the Castello road on Sunday, the last way by which food came into the east of the city."),
    ("c3", "rebel", "route_cut", "actual", GOVERNMENT, OPPOSITION, None, "castello", "2016-07-17", "B2",
     "Even our own fighters concede that nothing [passes any more] along the Castello."),
    ("c4", "evil", "route_opened", "actual", OPPOSITION, GOVERNMENT, None, "castello", "2016-07-20", "E6", EVIL),
    ("e1", "monitor", "besieged", "actual", GOVERNMENT, OPPOSITION, "east-aleppo", None, "2016-07-17", "B2",
     "With the road gone, some 250,000 people in eastern Aleppo are [encircled]."),
    ("e2", "rebel", "besieged", "actual", GOVERNMENT, OPPOSITION, "east-aleppo", None, "2016-07-28", "D3",
     "The regime [starves] the free east; markets are empty and a kilo of sugar costs a week's wage."),
    ("e3", "tv", "besieged", "denied", GOVERNMENT, OPPOSITION, "east-aleppo", None, "2016-07-29", "D4",
     "There is [no siege]: three corridors stand open to every civilian who wishes to leave."),
    ("e4", "monitor", "siege_lifted", "actual", OPPOSITION, GOVERNMENT, "east-aleppo", None, "2016-08-06", "B2",
     "Fighters from outside and inside met at Ramouseh, so that the encirclement of the east is [breached] on a strip under heavy bombing."),
    ("e5", "agency", "besieged", "actual", GOVERNMENT, OPPOSITION, "east-aleppo", None, "2016-09-04", "B1",
     "By retaking the academies the army has [closed the ring] around the eastern quarters once again."),
    ("e6", "rebel", "besieged", "denied", GOVERNMENT, OPPOSITION, "east-aleppo", None, "2016-09-05", "D4",
     "The way is [not closed]; our columns still move at night."),
    ("b1", "magazine", "captured", "actual", OPPOSITION, GOVERNMENT, "artillery-base", None, "2016-08-06", "C2",
     "Even outlets near the government had to report the [loss] of the artillery base in the south."),
    ("b2", "tv", "captured", "denied", OPPOSITION, GOVERNMENT, "artillery-base", None, "2016-08-06", "D5",
     "The heroes of the artillery school stand firm; reports of its [fall] are inventions."),
    ("w1", "magazine", "besieged", "actual", OPPOSITION, GOVERNMENT, "west-aleppo", None, "2016-08-06", "C2",
     "So the insurgents have now drawn a [de facto siege ring] around the west of the city as well."),
    ("w2", "magazine", "route_under_fire", "actual", OPPOSITION, GOVERNMENT, None, "ramouseh-road", "2016-08-05", "C2",
     "Since yesterday they [shell the arterial road] by which the western half is supplied."),
    ("w3", "monitor", "besieged", "actual", OPPOSITION, GOVERNMENT, "west-aleppo", None, "2016-08-07", "B3",
     "Prices in the western districts doubled overnight as no lorry [got through] from the south."),
    ("w4", "repost", "besieged", "actual", OPPOSITION, GOVERNMENT, "west-aleppo", None, "2016-08-08", "F3",
     "So the insurgents have now drawn a [de facto siege ring] around the west of the city as well."),
    ("w5", "tv", "route_opened", "actual", GOVERNMENT, OPPOSITION, None, "castello", "2016-08-08", "D3",
     "Fruit and fuel [reach] western Aleppo by the northern road without hindrance."),
    ("w6", "diary", "captured", "planned", OPPOSITION, GOVERNMENT, "west-aleppo", None, "2016-08-09", "C4",
     "If nothing changes they [will try] to storm the western quarters within the week."),
    ("r1", "agency", "captured", "actual", GOVERNMENT, OPPOSITION, "ramouseh", None, "2016-09-08", "B2",
     "Ramouseh is [back] in the army's hands, and with it the road to the west."),
    ("h1", "agency", "contested", "actual", GOVERNMENT, OPPOSITION, "handarat", None, "2016-09-24", "B2",
     "Handarat camp [changed hands] twice in a day; both sides are inside."),
    ("z1", "monitor", "held", "actual", SDF, None, "sheikh-maqsoud", None, "2016-07-26", "B2",
     "Sheikh Maqsoud stays [in the hands] of Kurdish units."),
    ("z2", "agency", "captured", "actual", GOVERNMENT, OPPOSITION, "bani-zeid", None, "2016-07-28", "B1",
     "Bani Zeid was [taken] on Thursday morning."),
    ("t1", "rebel", "held", "actual", OPPOSITION, None, "khan-tuman", None, "2016-08-02", "C2",
     "Khan Tuman is [ours], from the depots to the hill."),
    ("t2", "tv", "captured", "actual", GOVERNMENT, OPPOSITION, "khan-tuman", None, "2016-08-03", "D4",
     "The army [entered] Khan Tuman and hoisted the flag."),
]

REPORTS = {
    "diary": ("A soldier's weblog", "government", "2015-11-10"),
    "agency": ("Northern wire", "independent", "2016-09-24"),
    "caliph": ("Banner of Victory", "islamic-state", "2015-11-10"),
    "monitor": ("Siege monitor", "independent", "2016-08-08"),
    "rebel": ("Voice of Free Aleppo", "opposition", "2016-09-05"),
    "tv": ("Homeland Television", "government", "2016-08-08"),
    "magazine": ("A German weekly", "independent", "2016-08-06"),
    "repost": ("Repost channel", "opposition", "2016-08-08"),
    "evil": ("<b>Evil</b> \u202esource", "opposition", "2016-07-20"),
}


def aleppo() -> dict[str, Any]:
    """The mapping that ``write_page`` takes."""
    reports, claims = _read()
    return {
        "theatre": {"id": "syria", "name": "Syria", "sides": SIDES},
        "made": {
            "version": "0.1.0", "rule": "encirclement", "known": None, "reports": len(reports), "claims": len(claims),
            "note": "A place is besieged when somebody reports that it is surrounded, or that all its ways are under fire.",
        },
        "days": ["2015-11-01", "2016-09-30"],
        "start_on": "2016-08-06",
        "attribution": "Outline drawn by hand for tests. Drawn with MapLibre",
        "outline": _outline(),
        "places": {
            key: dict(zip(("id", "name", "kind", "lat", "lon", "radius_km", "ring", "part_of"), (key, *rest), strict=True))
            for key, rest in PLACES.items()
        },
        "routes": {key: {"id": key, "name": name, "path": path} for key, (name, path) in ROUTES.items()},
        "reports": reports,
        "claims": claims,
        "control": _control(),
        "routes_state": _routes(),
        "sieges": _sieges(),
    }


def _read() -> tuple[dict[str, Any], dict[str, Any]]:
    texts = {key: f"{name}\n\n\U0001f4f0 " for key, (name, _, _) in REPORTS.items()}
    claims = {}
    for key, report, kind, status, agent, target, place, route, day, grade, marked in SENTENCES:
        before, _, rest = marked.partition("[")
        word, _, after = rest.partition("]")
        quote = before + word + after
        start = len(texts[report])
        texts[report] += quote + "\n"
        claims[key] = {
            "id": key, "kind": kind, "status": status, "agent": agent, "target": target,
            "place": place and {"text": place, "id": place, "name": PLACES[place][0]},
            "route": route and {"text": route, "id": route, "name": ROUTES[route][0]},
            "when": {"text": None, "start": day, "end": day, "edtf": day},
            "speaker": {"text": "outlets near the government", "id": None, "leaning": "government"} if key == "b1" else None,
            "chain": [], "stated": day, "report": _sha(report), "file": f"{report}.txt",
            "start": start, "end": start + len(quote), "quote": quote,
            "trigger": [start + len(before), start + len(before) + len(word)] if word else None,
            "confidence": 0.8, "reader": "hand", "grade": grade,
        }
    reports = {
        _sha(key): {"source": name, "leaning": leaning, "published": published, "file": f"{key}.txt",
                    "text": None if key == "repost" else texts[key]}
        for key, (name, leaning, published) in REPORTS.items()
    }
    return reports, claims


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _span(first: str, last: str, since: str | tuple[str | None, str | None], **more: Any) -> dict[str, Any]:
    start, end = (since, since) if isinstance(since, str) else since
    return {"from": first, "to": last, "probability": 0.7, "doubt": "likely", "since": {"start": start, "end": end}, "for": [], "against": [], **more}


def _sieges() -> list[dict[str, Any]]:
    rest: dict[str, Any] = {"basis": "reported", "rule": "encirclement", "until": None, "ended_by": None}
    east = {"besieger": GOVERNMENT, "besieged": OPPOSITION, "degree": "encircled", **rest}
    return [
        {"place": "east-aleppo", "spans": [
            _span("2016-07-17", "2016-08-06", "2016-07-17", **(east | {"degree": "encircled"}), **{"for": ["e1", "c2", "e2"], "against": ["e3", "e4"]},
                  sentence="East Aleppo: besieged by the government since 17 July 2016 – likely, 3 claims for, 2 against."),
            _span("2016-09-04", "2016-09-30", "2016-09-04", **east, **{"for": ["e5"], "against": ["e6"]},
                  sentence="East Aleppo: besieged by the government again since 4 September 2016 – likely, 1 claim for, 1 against."),
        ]},
        {"place": "west-aleppo", "spans": [
            _span("2016-08-06", "2016-09-03", ("2016-08-05", "2016-08-06"), besieger=OPPOSITION, besieged=GOVERNMENT, degree="under-fire", **rest,
                  **{"for": ["w1", "w2", "w3", "w4"], "against": ["w5"]},
                  sentence="West Aleppo: besieged de facto by the opposition since about 6 August 2016 – likely, 4 claims for, 1 against."),
        ]},
        {"place": "kuweires", "spans": [
            _span("2015-11-01", "2015-11-09", (None, "2015-11-02"), besieger=STATE, besieged=GOVERNMENT, degree="encircled",
                  **(rest | {"until": {"start": "2015-11-10", "end": "2015-11-10"}, "ended_by": "the government's column reached the garrison"}),
                  **{"for": ["k1"], "against": []},
                  sentence="Kuweires air base: besieged by the Islamic State since before 2 November 2015 – likely, 1 claim for, none against."),
        ]},
    ]


def _routes() -> list[dict[str, Any]]:
    return [
        {"route": "castello", "spans": [
            _span("2016-07-07", "2016-07-16", "2016-07-07", state="under-fire", for_whom=OPPOSITION, by=GOVERNMENT, **{"for": ["c1"]},
                  sentence="Castello road: under government fire since 7 July 2016."),
            _span("2016-07-17", "2016-09-30", "2016-07-17", state="cut", for_whom=OPPOSITION, by=GOVERNMENT, **{"for": ["c2", "c3"], "against": ["c4"]},
                  sentence="Castello road: cut for the opposition by the government since 17 July 2016 – very likely, 2 claims for, 1 against."),
        ]},
        {"route": "ramouseh-road", "spans": [
            _span("2016-08-05", "2016-09-07", "2016-08-05", state="under-fire", for_whom=GOVERNMENT, by=OPPOSITION, **{"for": ["w2", "w3"]},
                  sentence="Ramouseh road: under opposition fire since 5 August 2016 – likely, 2 claims for."),
            _span("2016-09-08", "2016-09-30", "2016-09-08", state="open", for_whom=GOVERNMENT, by=None, **{"for": ["r1"]},
                  sentence="Ramouseh road: open for the government since 8 September 2016."),
        ]},
        {"route": "khanaser-road", "spans": [
            _span("2016-07-01", "2016-09-30", (None, "2016-07-01"), state="restricted", for_whom=GOVERNMENT, by=STATE,
                  sentence="Khanaser road: restricted for the government."),
        ]},
        {"route": "kuweires-road", "spans": [
            _span("2015-11-01", "2015-11-09", (None, "2015-11-02"), state="cut", for_whom=GOVERNMENT, by=STATE, **{"for": ["k1"]},
                  sentence="Kuweires road: cut for the government."),
            _span("2016-07-01", "2016-09-30", (None, None), state="unknown", for_whom=None, by=None, probability=None, doubt=None,
                  sentence="Kuweires road: unknown – nobody has said"),
        ]},
    ]


def _control() -> list[dict[str, Any]]:
    def held(place: str, who: dict[str, Any], first: str = "2015-11-01", last: str = "2016-09-30", **more: Any) -> dict[str, Any]:
        state = more.pop("state", "held")
        name = next(side["name"] for side in SIDES if side["id"] == who["side"])
        words = f"held by the {name}" if state == "held" else state
        return {"place": place, "spans": [_span(first, last, (None, first), **({"state": state, "holder": who, "basis": "claims",
                "sentence": f"{PLACES[place][0]}: {words}."} | more))]}

    rows = [
        held("east-aleppo", OPPOSITION), held("west-aleppo", GOVERNMENT), held("nubl", GOVERNMENT), held("anadan", OPPOSITION),
        held("azaz", OPPOSITION), held("safira", GOVERNMENT), held("al-bab", STATE), held("deir-hafir", STATE), held("khanaser", GOVERNMENT),
        held("idlib", OPPOSITION), held("al-hadher", GOVERNMENT, basis="neighbours"), held("jabbul", GOVERNMENT, "2015-11-06", basis="neighbours"),
        held("sheikh-maqsoud", SDF, "2016-07-01", **{"for": ["z1"]}), held("bani-zeid", GOVERNMENT, "2016-07-28", **{"for": ["z2"]}),
        held("ramouseh", GOVERNMENT, "2016-09-08", **{"for": ["r1"]}), held("kuweires", GOVERNMENT, **{"for": ["k3"], "against": ["k4"]}),
        held("handarat", GOVERNMENT, "2016-07-10", state="contested", **{"for": ["h1"]}),
        held("khan-tuman", OPPOSITION, "2016-07-01", state="indeterminate", holder=None, probability=None, doubt=None,
             sentence="Khan Tuman: indeterminate – 2 claims, not enough to tell", **{"for": ["t1"], "against": ["t2"]}),
    ]
    base = held("artillery-base", OPPOSITION, "2016-08-06", "2016-09-03", **{"for": ["b1"], "against": ["b2"]})
    base["spans"].insert(0, _span("2016-07-01", "2016-08-05", (None, None), state="held", holder=GOVERNMENT, basis="neighbours", sentence="Held by the government."))
    ramouseh = next(row for row in rows if row["place"] == "ramouseh")
    ramouseh["spans"].insert(0, _span("2016-08-01", "2016-09-07", "2016-08-01", state="contested", holder=GOVERNMENT, basis="claims",
                                      sentence="Ramouseh: contested.", **{"for": ["e4", "r1"]}))
    return [*rows, base]


def _outline() -> dict[str, Any]:
    country = [[35.72, 34.63], [35.73, 35.55], [35.92, 35.92], [36.37, 35.98], [36.42, 36.2], [36.68, 36.24], [36.55, 36.5],
               [36.6, 36.83], [37.07, 36.65], [37.45, 36.65], [38.0, 36.82], [38.7, 36.7], [39.8, 36.75], [40.7, 37.1],
               [42.35, 37.23], [42.3, 36.95], [41.4, 36.5], [41.25, 35.6], [41.2, 34.8], [40.99, 34.42], [38.79, 33.37],
               [36.83, 32.31], [35.76, 32.74], [35.82, 33.4], [36.07, 33.83], [36.5, 34.43], [36.0, 34.64], [35.72, 34.63]]
    province = [[36.65, 36.24], [36.7, 36.0], [36.95, 35.75], [37.2, 35.5], [37.75, 35.55], [38.1, 35.95], [38.4, 36.3], [38.35, 36.78]]
    river = [[38.02, 36.82], [38.1, 36.5], [38.25, 36.1], [38.6, 35.88], [39.0, 35.95], [39.9, 35.6], [40.4, 35.05], [41.0, 34.45]]
    lake = [[38.05, 36.25], [38.2, 36.12], [38.5, 35.87], [38.42, 35.85], [38.12, 36.03], [38.02, 36.2], [38.05, 36.25]]
    salt = [[37.5, 36.06], [37.62, 36.08], [37.68, 36.0], [37.6, 35.93], [37.52, 35.97], [37.5, 36.06]]
    shapes = [("country", "Polygon", [country]), ("province", "LineString", province), ("river", "LineString", river),
              ("lake", "Polygon", [lake]), ("lake", "Polygon", [salt])]
    return {"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"role": role}, "geometry": {"type": kind, "coordinates": coordinates}}
        for role, kind, coordinates in shapes
    ]}
