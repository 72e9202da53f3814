"""Swaps the names of places and armed actors in an example, so that a model cannot learn them by heart."""

import gzip
import json
import random
import re
from collections.abc import Sequence
from pathlib import Path

from prepare import Chars, Event, Example
from triggers import occurrences

ACTORS = (
    "RSF;SAF;Sudanese army;Rapid Support Forces;M23;FARDC;Wazalendo;Tigray Defense Forces;TPLF;Fano;"
    "Ethiopian army;Amhara militia;Arakan Army;KIA;Tatmadaw;junta forces;PDF;Houthis;Ansar Allah;"
    "Saudi coalition;Giants Brigades;STC;Hamas;Israeli army;IDF;Hezbollah;Amal;LNA;Haftar's forces;GNA;"
    "Boko Haram;ISWAP;Nigerian army;al-Shabaab;Somali National Army;AMISOM;JNIM;Malian army;FAMa;Wagner;"
    "Russian forces;Ukrainian forces;Kremlin;Kyiv's troops;AFU;Azov;separatists;DPR militia;VSU;Taliban;"
    "Northern Alliance;Afghan army;NRF;Armenian forces;Azerbaijan;Artsakh Defence Army;Serb forces;"
    "Bosnian army;VRS;Croatian Army;HVO;Chechen fighters;federal troops;SAA;Syrian army;regime forces;"
    "rebels;opposition fighters;Jaysh al-Islam;Ahrar al-Sham;Jabhat al-Nusra;HTS;FSA;SNA;Turkish forces;"
    "YPG;SDF;Peshmerga;ISIL;ISIS;Islamic State;Daesh;Iraqi army;PMF;Hashd al-Shaabi;Shia militias;"
    "tribal fighters;government troops;insurgents;gunmen;militants;jihadists;loyalists;paramilitaries;FARC;"
    "ELN;LTTE;Sri Lankan army;coalition;peacekeepers;allied forces;marines;paratroopers;2nd Brigade;"
    "4th Armoured Division;Tiger Forces;Desert Hawks;Republican Guard;National Defence Forces;SPLA;"
    "White Army;Janjaweed;Mai-Mai;CODECO;ADF"
).split(";")
PLACES = (
    "El Fasher;Nyala;Khartoum;Omdurman;Goma;Bukavu;Sake;Mekelle;Gondar;Lashio;Myawaddy;Sittwe;Hodeidah;"
    "Marib;Taiz;Sanaa;Rafah;Jabalia;Khan Yunis;Gaza;Misrata;Tripoli;Sirte;Benghazi;Maiduguri;Kismayo;"
    "Gao;Timbuktu;Kunduz;Kandahar;Shusha;Stepanakert;Srebrenica;Sarajevo;Grozny;Kilinochchi;Baidoa;"
    "Babanusa;Wad Madani;Masisi;Rutshuru;Loikaw;Axum;Lalibela;Bin Jawad;Zliten;Lachin;Bihac;Vukovar;"
    "Leningrad;Port Sudan;El Obeid;Kadugli;Dilling;Zalingei;Geneina;Bentiu;Malakal"
).split(";")
NAME = re.compile(r"(?:(?:[A-Z][\w'’-]*|al|el|ad|ash|an|az|ar|at|as|de|of)[ -]?)+$")


def gazetteer(folder: Path, *, each: int = 4000, seed: int = 1) -> list[str]:
    """Settlement names of the shared gazetteers and of other theatres."""
    names: list[str] = list(PLACES) * 10
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        random.Random(seed).shuffle(rows)
        names += [r["name"] for r in rows[:each] if r.get("name") and len(r["name"]) < 28]
    return names


def _names(example: Example, roles: Sequence[str]) -> set[str]:
    texts = {example.text[a:b] for e in example.events for r in roles for a, b in e.spans.get(r, ())}
    return {t for t in texts if len(t) > 2 and t[0].isupper() and NAME.match(t)}


def swapped(example: Example, places: Sequence[str], chance: random.Random) -> Example:
    """The example with some names replaced throughout, spans following; itself where there are none."""
    wanted: dict[str, str] = {}
    for name in _names(example, ("place",)):
        if chance.random() < 0.6:
            wanted[name] = chance.choice(places)
    for name in _names(example, ("agent", "target")):
        if name not in wanted and chance.random() < 0.5:
            wanted[name] = chance.choice(ACTORS)
    cuts: list[tuple[int, int, str]] = []
    for name in sorted(wanted, key=len, reverse=True):
        for a, b in occurrences(example.text, name):
            if all(b <= c or a >= d for c, d, _ in cuts):
                cuts.append((a, b, wanted[name]))
    triggers = {e.trigger for e in example.events}
    cuts = sorted(c for c in cuts if not any(c[0] < b and a < c[1] for a, b in triggers))
    if not cuts:
        return example
    pieces, at = [], 0
    for a, b, new in cuts:
        pieces += [example.text[at:a], new]
        at = b
    pieces.append(example.text[at:])

    def moved(span: Chars) -> Chars:
        start = end = 0
        start, end = span
        shift_start = sum(len(n) - (b - a) for a, b, n in cuts if b <= span[0])
        shift_end = sum(len(n) - (b - a) for a, b, n in cuts if b <= span[1])
        for a, b, new in cuts:
            if a < span[0] < b:  # begins inside a swapped name
                start = a
            if a < span[1] < b:  # ends inside one
                end = a + len(new)
        return start + shift_start, end + shift_end

    events = tuple(
        Event(e.kind, e.status, moved(e.trigger), {r: tuple(moved(s) for s in ss) for r, ss in e.spans.items()})
        for e in example.events
    )
    return Example(example.id, "".join(pieces), example.document, events, example.weight, example.style)
