"""A sentence in, claims out: the rules reader on sentences of our own, one at a time.

A claim is written as its kind and status, then what is told: the words of the sentence. What is not written is not
told. The kinds, statuses and rules are those of docs/concepts.md.
"""

from collections.abc import Sequence

import pytest

from siegeline.claims.claim import KINDS, STATUSES
from siegeline.claims.frame import Frame
from siegeline.claims.rules import RulesReader

CONTROL = [
    ("Opposition fighters captured Khan Tuman on 6 May.",
     "captured actual; agent: Opposition fighters; place: Khan Tuman; when: on 6 May"),
    ("Khan Tuman was captured by opposition fighters on 6 May.",
     "captured actual; agent: opposition fighters; place: Khan Tuman; when: on 6 May"),
    ("Government troops recaptured the village of Atshan.",
     "captured actual; agent: Government troops; place: village of Atshan"),
    ("The insurgents lost the cement factory to the army.",
     "captured actual; agent: army; target: insurgents; place: cement factory"),
    ("The army lost Jabbul for some hours.",
     "captured actual; target: army; place: Jabbul; when: for some hours"),
    ("The town of Maskanah fell to the Syrian army on Sunday.",
     "captured actual; agent: Syrian army; place: town of Maskanah; when: on Sunday"),
    ("The fall of Palmyra surprised nobody.",
     "captured actual; place: Palmyra"),
    ("The loss of the base was a blow to the army.",
     "captured actual; place: base"),
    ("Kurdish fighters liberated Manbij from Islamic State in August 2016.",
     "captured actual; agent: Kurdish fighters; target: Islamic State; place: Manbij; when: in August 2016"),
    ("Government forces took control of Layramoun.",
     "captured actual; agent: Government forces; place: Layramoun"),
    ("Rebels seized several villages, including Hayyan and Bayanun.",
     "captured actual; agent: Rebels; place: Hayyan",
     "captured actual; agent: Rebels; place: Bayanun"),
    ("The army captured Hraytan, Hayyan and Bayanun.",
     "captured actual; agent: army; place: Hraytan",
     "captured actual; agent: army; place: Hayyan",
     "captured actual; agent: army; place: Bayanun"),
    ("Islamic State holds Deir Hafir.",
     "held actual; agent: Islamic State; place: Deir Hafir"),
    ("The village of Babis is held by the SDF.",
     "held actual; agent: SDF; place: village of Babis"),
    ("The rebels kept control of the hill.",
     "held actual; agent: rebels; place: hill"),
    ("Rebel-held Saraqib was quiet today.",
     "held actual; agent: Rebel; place: Rebel-held Saraqib"),
    ("The rebels control the road between Saraqib and Ariha.",
     "held actual; agent: rebels; route: road"),
    ("The army withdrew from Jabbul last night.",
     "withdrew actual; agent: army; place: Jabbul; when: last night"),
    ("The rebels' withdrawal from Homs began yesterday.",
     "withdrew actual; agent: rebels; place: Homs; when: yesterday"),
    ("The rebels surrendered the town of Daraya to the government.",
     "handed_over actual; agent: rebels; place: town of Daraya"),
    ("The district was handed over to the police without a fight.",
     "handed_over actual; place: district"),
    ("Both sides dispute the hill.",
     "contested actual; agent: sides; place: hill"),
    ("Government troops advanced towards Kafr Hamra.",
     "advanced actual; agent: Government troops; place: Kafr Hamra"),
    ("Units of the army reached the highway near Rasm al-Abboud.",
     "advanced actual; agent: Units of the army; route: highway"),
]  # fmt: skip

SIEGE = [
    ("The army besieged eastern Aleppo.",
     "besieged actual; agent: army; place: eastern Aleppo"),
    ("Aleppo's western districts are surrounded by rebels.",
     "besieged actual; agent: rebels; place: Aleppo's western districts"),
    ("Islamic State fighters surround the base on all sides.",
     "besieged actual; agent: Islamic State fighters; place: base"),
    ("The garrison remains surrounded.",
     "besieged actual; target: garrison"),
    ("The surrounded troops asked for help.",
     "besieged actual; target: surrounded troops"),
    ("The siege of Madaya continues.",
     "besieged actual; place: Madaya"),
    ("Zabadani has been under siege since July 2015.",
     "besieged actual; place: Zabadani; when: since July 2015"),
    ("The army has been besieging Daraya since 2012.",
     "besieged actual; agent: army; place: Daraya; when: since 2012"),
    ("No one can leave the besieged town of Madaya.",
     "besieged actual; place: besieged town of Madaya"),
    ("The army lifted the siege of Nubl.",
     "siege_lifted actual; agent: army; place: Nubl"),
    ("The siege of Nubl was broken on 3 February.",
     "siege_lifted actual; place: Nubl; when: on 3 February"),
    ("The encirclement of the base has been broken by the army.",
     "siege_lifted actual; agent: army; place: base"),
    ("The pocket was relieved by a column from the south.",
     "siege_lifted actual; agent: column; place: pocket"),
    ("The two columns linked up near Kuweires.",
     "linked_up actual; agent: two columns; place: Kuweires"),
]  # fmt: skip

ROUTES = [
    ("The army cut the Castello road.",
     "route_cut actual; agent: army; route: Castello road"),
    ("The Castello road, the only way into eastern Aleppo, was cut.",
     "route_cut actual; route: Castello road"),
    ("The road from Ithriya to Khanaser was severed by Islamic State fighters.",
     "route_cut actual; agent: Islamic State fighters; route: road"),
    ("The Khanaser road is closed.",
     "route_cut actual; route: Khanaser road"),
    ("The Khanaser road is within range of their guns.",
     "route_under_fire actual; route: Khanaser road"),
    ("The road to Khanaser is under fire.",
     "route_under_fire actual; route: road"),
    ("The army reopened the Khanaser road on 4 November.",
     "route_opened actual; agent: army; route: Khanaser road; when: on 4 November"),
    ("The Castello road is open.",
     "route_opened actual; route: Castello road"),
    ("The army secured the road to Nubl.",
     "route_opened actual; agent: army; route: road"),
]  # fmt: skip

FIGHTING = [
    ("Hezbollah fighters stormed the town of Qusayr.",
     "attacked actual; agent: Hezbollah fighters; place: town of Qusayr"),
    ("The militants launched an attack on Jabbul.",
     "attacked actual; agent: militants; place: Jabbul"),
    ("Islamic State's attack on the base began early.",
     "attacked actual; agent: Islamic State; place: base"),
    ("The army attacked Hraytan and captured Anadan.",
     "attacked actual; agent: army; place: Hraytan",
     "captured actual; agent: army; place: Anadan"),
    ("The Islamic State counterattacked near Tabara.",
     "counterattacked actual; agent: Islamic State; place: Tabara"),
    ("Clashes broke out in Salaheddine between the army and rebels.",
     "clash actual; place: Salaheddine"),
    ("Fighting continued around Khan Tuman.",
     "clash actual; place: Khan Tuman"),
    ("The army shelled Hraytan.",
     "shelled actual; agent: army; place: Hraytan"),
    ("Government artillery bombarded the eastern neighbourhoods.",
     "shelled actual; agent: Government artillery; place: eastern neighbourhoods"),
    ("The shelling of Daraya by the army continued.",
     "shelled actual; agent: army; place: Daraya"),
    ("Anadan was bombed by Russian aircraft.",
     "airstrike actual; agent: Russian aircraft; place: Anadan"),
    ("Warplanes carried out two air raids on Kafr Hamra.",
     "airstrike actual; agent: Warplanes; place: Kafr Hamra"),
    ("A suicide bomber struck the checkpoint at Tayyibah.",
     "suicide_bombing actual; place: Tayyibah"),
    ("A car bomb exploded in Azaz.",
     "bombing actual; place: Azaz"),
    ("A chlorine attack on Zabdiya was reported.",
     "chemical_attack actual; place: Zabdiya"),
    ("Rebels used drones for reconnaissance over the base.",
     "reconnoitred actual"),
    ("Hezbollah deployed fighters to southern Aleppo.",
     "reinforced actual; agent: Hezbollah; place: southern Aleppo"),
]  # fmt: skip

PEOPLE = [
    ("Twelve civilians were killed in Bustan al-Qasr.",
     "civilians_harmed actual; target: Twelve civilians; place: Bustan al-Qasr"),
    ("Snipers killed two women in Bustan al-Qasr.",
     "civilians_harmed actual; agent: Snipers; target: two women; place: Bustan al-Qasr"),
    ("Soldiers turned back an aid convoy at Mouadamiya.",
     "aid_blocked actual; agent: Soldiers; place: Mouadamiya"),
    ("Aid was delivered to Kafraya on Monday.",
     "aid_delivered actual; place: Kafraya; when: on Monday"),
    ("The Red Crescent delivered food to Rastan.",
     "aid_delivered actual; agent: Red Crescent; place: Rastan"),
    ("A ceasefire was agreed in Wadi Barada.",
     "agreement actual; place: Wadi Barada"),
    ("The evacuation of Daraya began on Friday.",
     "agreement actual; place: Daraya; when: on Friday"),
]  # fmt: skip

FAILED = [
    ("The army repelled a counterattack on the base.",
     "counterattacked failed; place: base"),
    ("Two counterattacks were unsuccessful.",
     "counterattacked failed"),
    ("The attack on Jabbul was repelled.",
     "attacked failed; place: Jabbul"),
    ("The offensive on Hama failed.",
     "attacked failed; place: Hama"),
    ("The army failed to capture Khan Tuman.",
     "captured failed; agent: army; place: Khan Tuman"),
    ("The rebels were unable to capture the base.",
     "captured failed; agent: rebels; place: base"),
    ("The rebels tried to cut the Khanaser road.",
     "route_cut failed; agent: rebels; route: Khanaser road"),
    ("On 5 February the army captured Ratyan and repelled a counterattack.",
     "captured actual; agent: army; place: Ratyan; when: On 5 February",
     "counterattacked failed; when: On 5 February"),
]  # fmt: skip

PLANNED = [
    ("The army will capture Khan Tuman.",
     "captured planned; agent: army; place: Khan Tuman"),
    ("The army intends to take Bani Zeid within days.",
     "captured planned; agent: army; place: Bani Zeid"),
    ("The army plans to encircle eastern Aleppo.",
     "besieged planned; agent: army; place: eastern Aleppo"),
    ("The rebels threaten to cut the Khanaser road.",
     "route_cut planned; agent: rebels; route: Khanaser road"),
    ("The army wants to open the road to Deir ez-Zor.",
     "route_opened planned; agent: army; route: road"),
    ("Rebels attacked the hill to cut the road.",
     "attacked actual; agent: Rebels; place: hill",
     "route_cut planned; agent: Rebels; route: road"),
    ("Rebels attacked the base in order to break the siege of eastern Aleppo.",
     "attacked actual; agent: Rebels; place: base",
     "siege_lifted planned; agent: Rebels; place: eastern Aleppo"),
    ("The army demanded that the rebels leave Daraya.",
     "withdrew planned; agent: rebels; place: Daraya"),
]  # fmt: skip

HYPOTHETICAL = [
    ("If the army advances, it will cut the road.",
     "advanced hypothetical; agent: army",
     "route_cut hypothetical; agent: it; route: road"),
    ("Unless the army opens the road, eastern Aleppo will be besieged.",
     "route_opened hypothetical; agent: army; route: road",
     "besieged hypothetical; place: eastern Aleppo"),
    ("The rebels could cut the Khanaser road.",
     "route_cut hypothetical; agent: rebels; route: Khanaser road"),
    ("The army may have captured Hraytan.",
     "captured hypothetical; agent: army; place: Hraytan"),
    ("The garrison might be encircled.",
     "besieged hypothetical; target: garrison"),
    ("The troops could be cut off.",
     "besieged hypothetical; target: troops"),
]  # fmt: skip

DENIED = [
    ("The Castello road is not cut.",
     "route_cut denied; route: Castello road"),
    ("The army has not captured Hraytan.",
     "captured denied; agent: army; place: Hraytan"),
    ("The base has not fallen.",
     "captured denied; place: base"),
    ("The rebels did not withdraw from Layramoun.",
     "withdrew denied; agent: rebels; place: Layramoun"),
    ("There was no attack on Hama.",
     "attacked denied; place: Hama"),
    ("The rebels denied that the army had captured Bani Zeid.",
     "captured denied; agent: army; place: Bani Zeid; speaker: rebels"),
    ("The ministry rejected reports that Hama had fallen.",
     "captured denied; place: Hama; speaker: ministry"),
    ("The army ordered its troops not to attack the town.",
     "attacked denied; agent: troops; place: town"),
]  # fmt: skip

SAID = [
    ("SOHR said that rebels captured the hill.",
     "captured actual; agent: rebels; place: hill; speaker: SOHR"),
    ("According to SOHR, rebels captured the hill.",
     "captured actual; agent: rebels; place: hill; speaker: SOHR"),
    ("The army captured the farms, a military source said.",
     "captured actual; agent: army; place: farms; speaker: military source"),
    ("The ministry announced that the siege of Deir ez-Zor had been lifted.",
     "siege_lifted actual; place: Deir ez-Zor; speaker: ministry"),
    ("Rebels said that they had broken the siege of Nubl.",
     "siege_lifted actual; agent: they; place: Nubl; speaker: Rebels"),
    ("The army shelled the camp, a resident told the agency.",
     "shelled actual; agent: army; place: camp; speaker: resident"),
]  # fmt: skip

CLAUSES = [
    ("After the capture of the base, rebels advanced towards Ramouseh.",
     "captured actual; place: base",
     "advanced actual; agent: rebels; place: Ramouseh"),
    ("The army advanced towards Anadan, capturing two villages.",
     "advanced actual; agent: army; place: Anadan",
     "captured actual; agent: army; place: two villages"),
    ("After capturing Maarata, rebels shelled Nubl.",
     "captured actual; agent: rebels; place: Maarata",
     "shelled actual; agent: rebels; place: Nubl"),
    ("The army cut the highway, but rebels reopened it.",
     "route_cut actual; agent: army; route: highway",
     "route_opened actual; agent: rebels; route: it"),
    ("ISIS-controlled Raqqa was bombed.",
     "held actual; agent: ISIS; place: ISIS-controlled Raqqa",
     "airstrike actual; place: ISIS-controlled Raqqa"),
    ("Rebel shelling of the western districts killed four civilians.",
     "shelled actual; agent: Rebel; place: western districts",
     "civilians_harmed actual; agent: Rebel; target: four civilians"),
]  # fmt: skip

NOTHING = [
    ("The general was born in Homs in 1960.",),
    ("The minister visited Aleppo.",),
    ("The price of bread has doubled.",),
    ("The team captured the trophy.",),
    ("The general lost his hat.",),
    ("The clock struck noon.",),
    ("The government held elections in Damascus.",),
    ("To hold the front will be hard.",),
    ("The Siege of Leningrad lasted 900 days.",),
    ("A military convoy reached Hraytan.",),
]

NEGATED = [
    ("Eastern Aleppo is no longer besieged.",
     "besieged denied; place: Eastern Aleppo"),
    ("The road is no longer open.",
     "route_opened denied; route: road"),
    ("No road into eastern Aleppo is open.",
     "route_opened denied; route: road"),
    ("The siege of Nubl was not broken.",
     "siege_lifted denied; place: Nubl"),
    ("The siege of Daraya is not over.",
     "siege_lifted denied; place: Daraya"),
    ("Nobody captured Hraytan.",
     "captured denied; place: Hraytan"),
    ("None of the villages fell.",
     "captured denied; place: villages"),
    ("The rebels no longer hold Hraytan.",
     "held denied; agent: rebels; place: Hraytan"),
    ("Eastern Aleppo is not yet encircled.",
     "besieged denied; place: Eastern Aleppo"),
    ("The army has yet to capture Hraytan.",
     "captured denied; agent: army; place: Hraytan"),
    ("The army refused to withdraw from Hraytan.",
     "withdrew denied; agent: army; place: Hraytan"),
    ("The army left Hraytan without capturing the hill.",
     "withdrew actual; agent: army; place: Hraytan",
     "captured denied; agent: army; place: hill"),
    ("The claim that the base has fallen is false.",
     "captured denied; place: base"),
    ("It is not true that Hraytan has fallen.",
     "captured denied; place: Hraytan"),
    ("It is true that rebels captured Hraytan.",
     "captured actual; agent: rebels; place: Hraytan"),
    ("Rumours that Hraytan had fallen were wrong.",
     "captured denied; place: Hraytan"),
    ("False reports said that Hraytan had fallen.",
     "captured denied; place: Hraytan; speaker: False reports"),
    ("Rebels captured Hraytan, but the army denied this.",
     "captured denied; agent: Rebels; place: Hraytan; speaker: army"),
    ("The army captured no villages.",
     "captured denied; agent: army; place: villages"),
    ("Far from capturing Hraytan, the army lost Anadan.",
     "captured denied; place: Hraytan",
     "captured actual; target: army; place: Anadan"),
    ("The road is neither open nor safe.",
     "route_opened denied; route: road"),
    ("The army claims falsely that it captured Hraytan.",
     "captured denied; agent: it; place: Hraytan; speaker: army"),
    ("No aid has reached Daraya.",
     "aid_delivered denied; place: Daraya"),
    ("No rockets fell on Hamdaniya.",
     "shelled denied; place: Hamdaniya"),
]  # fmt: skip

NOT_YET = [
    ("Should Hraytan fall, the rebels would be encircled.",
     "captured hypothetical; place: Hraytan",
     "besieged hypothetical; target: rebels"),
    ("Had the army captured Hraytan, the road would be open.",
     "captured hypothetical; agent: army; place: Hraytan",
     "route_opened hypothetical; route: road"),
    ("Civilians fear a siege of eastern Aleppo.",
     "besieged hypothetical; place: eastern Aleppo"),
    ("Residents feared that the army would besiege the city.",
     "besieged hypothetical; agent: army; place: city"),
    ("Fears of a new siege of Aleppo grew.",
     "besieged hypothetical; place: Aleppo"),
    ("The army almost captured Hraytan.",
     "captured failed; agent: army; place: Hraytan"),
    ("Eastern Aleppo is almost encircled.",
     "besieged actual; place: Eastern Aleppo"),
    ("Rebels nearly broke the siege of Nubl.",
     "siege_lifted failed; agent: Rebels; place: Nubl"),
    ("The army began to encircle Anadan.",
     "besieged planned; agent: army; place: Anadan"),
    ("The army began shelling Hraytan.",
     "shelled actual; agent: army; place: Hraytan"),
    ("The army is close to encircling Anadan.",
     "besieged planned; agent: army; place: Anadan"),
    ("The army is trying to encircle Anadan.",
     "besieged planned; agent: army; place: Anadan"),
    ("An offensive on Ramouseh is expected.",
     "attacked planned; place: Ramouseh"),
    ("The attempt to capture Hraytan was repelled.",
     "captured failed; place: Hraytan"),
]  # fmt: skip

SEEN = [
    ("The highway lies within range of rebel mortars.",
     "route_under_fire actual; route: highway"),
    ("Rebels have broken the siege.",
     "siege_lifted actual; agent: Rebels"),
    ("The siege was broken on 6 August by the rebels in Ramouseh.",
     "siege_lifted actual; agent: rebels; place: Ramouseh; when: on 6 August"),
    ("Rebels broke out of the encirclement.",
     "siege_lifted actual; agent: Rebels"),
    ("The two armies shook hands near Homs.",
     "linked_up actual; agent: two armies; place: Homs"),
    ("The village lies in the grey zone.",
     "contested actual; place: village"),
    ("The rebels gave up the town of Daraya.",
     "handed_over actual; agent: rebels; place: town of Daraya"),
    ("Militants held up an aid convoy near Idlib.",
     "aid_blocked actual; agent: Militants; place: Idlib"),
    ("The army shut the crossing at Nasib.",
     "route_cut actual; agent: army; route: crossing"),
    ("The road is usable again.",
     "route_opened actual; route: road"),
    ("The blockade is over.",
     "siege_lifted actual"),
    ("The blockade of Gaza ended in 2010.",
     "siege_lifted actual; place: Gaza; when: in 2010"),
    ("The army captured the outskirts of Hraytan and Anadan.",
     "captured actual; agent: army; place: outskirts of Hraytan"),
    ("Russian media reported shelling of Hamdaniya.",
     "shelled actual; place: Hamdaniya; speaker: Russian media"),
    ("The garrison remains encircled from three sides.",
     "besieged actual; target: garrison"),
    ("Bakhmut is surrounded.",
     "besieged actual; place: Bakhmut"),
    ("The army cut the highway and rebels reopened it.",
     "route_cut actual; agent: army; route: highway",
     "route_opened actual; agent: rebels; route: it"),
    ("An aid convoy reached Madaya.",
     "aid_delivered actual; place: Madaya"),
    ("UN trucks carrying food reached Duma.",
     "aid_delivered actual; agent: UN; place: Duma"),
    ("Government forces blocked an aid convoy to Madaya.",
     "aid_blocked actual; agent: Government forces; place: Madaya"),
    ("Rockets fell on Hamdaniya.",
     "shelled actual; place: Hamdaniya"),
    ("Rebels fired rockets at Hamdaniya.",
     "shelled actual; agent: Rebels; place: Hamdaniya"),
    ("Helicopters dropped barrel bombs on Daraya.",
     "airstrike actual; agent: Helicopters; place: Daraya"),
    ("A bomb exploded in Azaz.",
     "bombing actual; place: Azaz"),
    ("Rebels were driven out of Layramoun.",
     "captured actual; target: Rebels; place: Layramoun"),
    ("Islamic State was expelled from Manbij by the SDF.",
     "captured actual; agent: SDF; target: Islamic State; place: Manbij"),
    ("The army brought Hraytan under its control.",
     "captured actual; agent: army; place: Hraytan"),
    ("Hraytan remains under the control of rebels.",
     "held actual; agent: rebels; place: Hraytan"),
    ("Rebel forces in control of Hraytan were seen.",
     "held actual; agent: Rebel forces; place: Hraytan"),
    ("The district of Salaheddine is contested.",
     "contested actual; place: district of Salaheddine"),
    ("Hraytan changed hands.",
     "captured actual; place: Hraytan"),
    ("On 5 May the army captured Hraytan.",
     "captured actual; agent: army; place: Hraytan; when: On 5 May"),
    ("Hraytan fell on 6 August.",
     "captured actual; place: Hraytan; when: on 6 August"),
    ("Rebels gained ground in Ramouseh.",
     "advanced actual; agent: Rebels; place: Ramouseh"),
    ("During the Siege of Aleppo, rebels captured Hraytan.",
     "captured actual; agent: rebels; place: Hraytan"),
]  # fmt: skip

TOLD = [
    *CONTROL, *SIEGE, *ROUTES, *FIGHTING, *PEOPLE, *FAILED, *PLANNED, *HYPOTHETICAL, *DENIED, *SAID, *CLAUSES, *NOTHING,
    *NEGATED, *NOT_YET, *SEEN,
]  # fmt: skip


def written(sentence: str, frame: Frame) -> str:
    spans = {name: getattr(frame, name) for name in ("agent", "target", "place", "route", "when", "speaker")}
    told = [f"{name}: {sentence[span.start : span.end]}" for name, span in spans.items() if span]
    return "; ".join([f"{frame.kind} {frame.status}", *told])


def read(sentences: Sequence[str]) -> dict[str, list[str]]:
    found = RulesReader().frames(sentences)
    return {
        sentence: [written(sentence, frame) for frame in frames]
        for sentence, frames in zip(sentences, found, strict=True)
    }


@pytest.fixture(scope="module")
def claims() -> dict[str, list[str]]:
    return read([row[0] for row in TOLD])


@pytest.mark.parametrize("row", TOLD, ids=[row[0] for row in TOLD])
def test_a_sentence_in_claims_out(row: tuple[str, ...], claims: dict[str, list[str]]) -> None:
    sentence, *wanted = row
    assert claims[sentence] == wanted


def test_every_kind_and_status_is_shown_above() -> None:
    shown = [claim.partition(";")[0].split() for _, *wanted in TOLD for claim in wanted]
    assert {kind for kind, _ in shown} == set(KINDS)
    assert {status for _, status in shown} == set(STATUSES)


def test_sentences_read_alone_and_together_give_the_same() -> None:
    sentences = [row[0] for row in (*CONTROL[:4], *PLANNED[:4])]
    together = read(sentences)
    assert [together[one] for one in sentences] == [read([one])[one] for one in sentences]


def test_spans_lie_in_the_sentence_and_confidence_between_0_and_1() -> None:
    sentences = [row[0] for row in TOLD]
    for sentence, frames in zip(sentences, RulesReader().frames(sentences), strict=True):
        for frame in frames:
            assert 0 < frame.confidence <= 1
            for span in (frame.trigger, frame.agent, frame.target, frame.place, frame.route, frame.when, frame.speaker):
                assert span is None or 0 <= span.start < span.end <= len(sentence)


def test_nothing_in_nothing_out() -> None:
    assert RulesReader().frames([]) == []
    assert RulesReader().frames(["", "Hm.", "…", "6"]) == [[], [], [], []]
