"""Ids of content 1.0.0 as types: an editor completes them, a type checker finds one that is not there.

Made by "withdrawal-concepts export python"; not for editing. Ids that went away are not in it.
"""

# fmt: off
from __future__ import annotations

from typing import Literal, TypeAlias

VERSION = "1.0.0"
DIGEST = "sha256:c9e87d5142fb09cb1bb4b950c44b8106df29abb154533daf18dc19fc8756f99a"

TermId: TypeAlias = Literal[
    "adverse-experiences-and-trust", "anticipatory-rejection-defense", "attachment-deactivation",
    "attachment-detachment-cycle", "attachment-styles", "chronic-ostracism", "cognitive-de-escalation",
    "cognitive-reappraisal", "culture-and-ostracism", "daily-hassles", "digital-isolation-reflex", "ego-depletion",
    "ego-depletion-response", "emotion-dysregulation-in-adhd", "emotional-numbing", "emotional-self-exile",
    "experiential-avoidance", "ghosting", "ghosting-trauma-response", "goal-disengagement", "gradual-re-engagement",
    "identity-threat", "identity-threat-withdrawal", "interpersonal-disconnection-loop", "loneliness",
    "loneliness-and-health", "loneliness-interventions", "loneliness-spiral-loop", "micro-rejection-fatigue",
    "multimotive-model", "need-to-belong", "negative-self-talk", "ostracism", "post-event-processing",
    "post-rejection-rumination-trap", "preference-for-online-social-interaction", "psychological-disengagement",
    "rejection-sensitive-dysphoria", "rejection-sensitivity", "rejection-sensitivity-bias", "resilience",
    "risk-regulation", "rumination", "self-affirmation", "self-compassion", "self-complexity",
    "self-concept-buffering", "self-concept-clarity", "self-disclosure", "self-esteem", "social-anxiety",
    "social-avoidance-goals", "social-isolation", "social-pain", "social-pain-avoidance",
    "social-pain-avoidance-syndrome", "social-support", "social-withdrawal", "social-withdrawal-spiral", "solitude",
]

SectionId: TypeAlias = Literal[
    "attachment-styles-and-sensitivity-to-rejection", "coping-mechanisms-healthy-vs-unhealthy-isolation",
    "cultural-influences-on-rejection-and-withdrawal", "emotional-responses-triggered-by-rejection",
    "how-isolation-affects-future-relationships", "how-social-pain-mirrors-physical-pain",
    "implications-for-healthy-social-interactions", "long-term-effects-of-chronic-social-rejection",
    "neural-pathways-activated-by-social-rejection", "promoting-resilience-in-the-face-of-rejection",
    "social-withdrawal-as-a-coping-mechanism", "strategies-for-resilience-and-reconnection",
    "strategies-to-overcome-social-isolation", "the-cycle-of-negative-self-talk-after-rejection",
    "the-influence-of-past-trauma-on-social-withdrawal", "the-psychological-impact-of-rejection",
    "the-psychology-of-rejection-an-overview", "the-role-of-self-esteem-in-post-rejection-behavior",
    "the-role-of-self-esteem-in-post-rejection-withdrawal", "the-role-of-social-support-systems",
]

ArticleId: TypeAlias = Literal[
    "isolate", "withdraw",
]

ReferenceId: TypeAlias = Literal[
    "allen-2021", "baumeister-1995", "baumeister-1998", "baumeister-2005", "beekman-2015", "beheshti-2020",
    "berenson-2009", "bernstein-2012", "blackhart-2009", "blackhart-2011", "blackie-2018", "boivin-1995",
    "bonanno-2004", "bowlby-1973", "bretherton-1992", "brown-2007", "brozovich-2008", "bruk-2018", "buttner-2024",
    "cacioppo-2009", "cameron-2010", "campbell-1996", "caplan-2003", "caplan-2007", "choi-2020", "cohen-1985",
    "cohen-2014", "collins-1994", "coplan-2019", "craske-2014", "dang-2018", "dang-2021", "de-rubeis-2017",
    "dewall-2006", "dewall-2008", "donohue-2024", "downey-1996", "downey-1998", "drazkowski-2022", "edgar-2024",
    "eisenberger-2003", "ekers-2014", "ellemers-2002", "ferrari-2019", "flore-2018", "floyd-2020", "flynn-2025",
    "ford-2010", "ford-2019", "foulkes-2023", "fraley-2000", "freedman-2019", "fung-2017", "gable-2006",
    "gariepy-2016", "gerber-2009", "gobin-2014", "hagger-2010", "hagger-2016", "hanselman-2017", "harris-2020",
    "hartgerink-2015", "haslam-2016", "haslam-2019", "hawkley-2010", "hayes-1996", "hazan-1987", "hazan-1994",
    "hepp-2021", "hickin-2021", "holmes-2016", "holt-lunstad-2015", "howe-2016", "hughes-2017", "joyce-2018",
    "kanner-1981", "kappes-2024", "kardefelt-winther-2014", "kawamoto-2015", "knowles-2010", "knowles-2015",
    "koessler-2018", "kross-2011", "lasgaard-2025", "leary-1995", "leary-2007", "leary-2015", "lee-2012",
    "lee-2024", "lefebvre-2019", "lilienfeld-2017", "lim-2016", "lindsay-2019", "linville-1987", "long-2003",
    "lui-2020", "lutz-2020", "macdonald-2005", "major-1998", "maner-2007", "mann-2022", "marinucci-2020a",
    "marinucci-2020b", "masi-2011", "mayo-wilson-2014", "mcintyre-2018", "mikulincer-2003", "molden-2011",
    "mor-2009", "moretta-2020", "mortazavizadeh-2018", "murray-2006", "mwilambwe-tshilobo-2021", "navarro-2020",
    "neff-2003", "neil-2021", "nezlek-2012", "nguyen-2018", "niveau-2021", "nolen-hoeksema-2008", "orth-2022",
    "pancani-2022", "pang-2024", "pearce-2022", "petriglieri-2011", "pfundmair-2015a", "pfundmair-2015b",
    "posternak-2002", "pyszczynski-2004", "qualter-2015", "rafaeli-mor-2002", "rapee-1997", "ren-2016", "ren-2021",
    "riva-2014", "riva-2025", "robertson-1989", "rowney-smith-2024", "rubin-2009", "rubin-2021", "rudert-2021",
    "sandstrom-2022", "schaan-2020", "schmader-2001", "shaw-2014", "shnabel-2013", "sjastad-2018", "slotter-2010",
    "smart-richman-2009", "sowislo-2013", "spithoven-2017", "srivastava-2009", "stavrova-2023", "steele-2002",
    "stein-2021", "stinson-2009", "stinson-2011", "teicher-2016", "thomas-2019", "twenge-2003", "tyndall-2018",
    "uskul-2014", "uskul-2017", "van-asselt-2025", "vohs-2012", "vohs-2021", "walton-2011", "wang-2018",
    "watkins-2011", "webb-2012", "weidman-2012", "weinstein-2021", "weinstein-2023", "werner-2019",
    "wesselmann-2013a", "wesselmann-2013b", "wesselmann-2015", "williams-2007", "williams-2009", "williams-2020",
    "wilson-2019", "woo-2014", "wood-2009", "wrosch-2003", "wrosch-2013", "yaakobi-2016", "yang-2021", "yue-2022",
    "zaccari-2024",
]

NoticeId: TypeAlias = Literal[
    "about", "get-help-now", "signpost", "talk-to-a-professional", "talk-to-someone-today",
]
