"""What is asked and answered at the doors of the demo. `by` empty: asked without a name."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence


@dataclasses.dataclass(frozen=True)
class Talk:
    by: str
    words: str
    votes: int = 0
    answer: str = ""
    refused: str = ""


HELENE: Sequence[Talk] = [
    Talk("", "Est-ce qu’il y aura des augmentations cette année, oui ou non ?", 64,
         "Oui. Pas autant que vous le voudriez, et pas pour tout le monde la même.\n\nL’enveloppe est de 2,6 %. J’en voulais 3. Ce qui a manqué, c’est la marge de février, celle dont on parle depuis. Les bas salaires passent d’abord : au-dessous de 2 100 € brut, personne n’aura moins de 3 %."),
    Talk("sylvie", "Quand on arrête une ligne parce qu’on a entendu un bruit, est-ce que ça se voit dans vos chiffres ? Et est-ce que ça nous retombe dessus ?", 41,
         "Ça se voit : une ligne « arrêts non prévus », que je regarde chaque mois. Ça ne retombe sur personne, et si c’était arrivé, je veux le savoir.\n\nUn arrêt pour rien nous coûte environ 4 000 €. Une ligne cassée, 180 000. Je vous laisse faire la division."),
    Talk("paul", "Pourquoi l’énergie payée d’avance n’a profité qu’à l’usine, et pas aux entrepôts ?", 38,
         "Parce que j’ai signé le contrat sur le site le plus gros, en pensant étendre ensuite. Je ne l’ai pas fait assez vite. Lyon entre dans le contrat en avril : c’est signé depuis mardi, vous êtes les premiers à le lire."),
    Talk("", "Est-ce que vous avez déjà pensé à vendre une partie de l’entreprise ?", 35,
         "Pensé, oui : c’est mon métier d’y penser une fois par an. Proposé, non. Personne au comité ne l’a demandé, et la banque non plus. Si cela changeait, les représentants du personnel le sauraient avant un tableur."),
    Talk("nicolas", "C’est quoi exactement, la marge opérationnelle ? On en parle tout le temps et je n’ai jamais osé demander.", 33,
         "Sur 100 € que paie un client : 61 vont aux composants, 27 aux salaires, 8 aux murs, à l’énergie, aux camions. Il reste 4,20 €. C’est ça, les 4,2 %. Avec ces 4,20 €, on rembourse les machines et on en achète d’autres.\n\nMerci de l’avoir demandé : on aurait dû commencer par là."),
    Talk("fatou", "On nous demande des prévisions à l’euro près en septembre et tout change en janvier. À quoi ça sert ?", 24,
         "À m’obliger à me tromper par écrit. Mais à l’euro près, vous avez raison, c’est absurde. Cette année : à la dizaine de milliers, et deux fois moins de lignes. Si quelqu’un vous en demande plus, envoyez-le-moi."),
    Talk("camille", "Est-ce que nos remises aux petites communes vont sauter ?", 22,
         "Non. J’ai regardé : elles coûtent 90 000 € par an et ce sont ces communes qui parlent de nous aux autres. Ce qui va changer, c’est qu’il faudra dire pourquoi on l’accorde, en une phrase."),
    Talk("", "Les membres du comité font-ils des efforts, eux aussi ?", 57,
         "La part variable du comité a baissé de 40 %, la mienne comprise. Les voyages en avion sont passés de 61 à 19. Ce n’est pas un sacrifice, c’est le minimum. Je ne l’avais jamais écrit : j’aurais dû."),
    Talk("aicha", "Pourquoi faut-il trois signatures pour rembourser un client de 40 € ?", 29,
         "Il n’en faudra plus qu’une au-dessous de 100 €, la vôtre, à partir du 1er. @cleo me l’avait dit deux fois. La troisième, c’était vous."),
    Talk("marta", "Could we see the same figures you see, even if they are not final?", 19,
         "Yes, from next month: the monthly sheet, three pages, with my doubts written in the margin. Les chiffres provisoires seront marqués comme tels : si vous en voyez un sans mention, criez."),
    Talk("didier", "On répare des machines de 1998 avec des pièces d’occasion. Qui décide qu’on n’achète pas ?", 31,
         "Moi, et je me suis trompée sur la 4. J’ai comparé le prix de la pièce à celui de la machine, jamais vos heures. Vos heures de l’an dernier sur la 4 : 610. La décision revient au comité du 12, avec ce chiffre-là."),
    Talk("julien", "Pourquoi les objectifs de Lille sont-ils plus hauts que ceux de Nantes, à effectif égal ?", 12,
         "Parce que votre meilleure année a servi de base, et pas la moyenne. Je ne trouve pas ça juste. Je ne change pas la règle en cours d’année ; pour la suivante, ce sera la moyenne de trois ans."),
    Talk("", "J’ai peur de dire que je n’y arrive plus. À qui le dire sans que ce soit noté quelque part ?", 26,
         "Merci de l’avoir écrit. À la médecine du travail, qui ne nous dit rien, et c’est la loi. À @rachel ou à @oceane, qui savent se taire. Et si vous voulez, à moi, autour d’un café, sans carnet.\n\nJe ne sais pas qui vous êtes et je ne chercherai pas."),
    Talk("pierre", "Est-ce qu’on paie nos fournisseurs en retard pour faire joli en fin d’année ?", 17,
         "On l’a fait deux fois, en 2022. Gus nous a attendus 71 jours. C’est fini : 30 jours, tous les mois de l’année, et je publie le délai moyen."),
    Talk("hugo", "Comment on devient directrice financière quand on n’a pas fait de grande école ?", 21,
         "J’ai commencé aux factures, à Roubaix, et j’ai passé le diplôme le soir. Ce qui m’a fait avancer : demander « pourquoi » devant des gens qui savaient. Viens passer une matinée avec nous à la clôture de mars, c’est le meilleur cours du soir que je connaisse."),
    Talk("yann", "Les paniers repas des poseurs n’ont pas bougé depuis quatre ans. Un sandwich à Lille, c’est 9 €.", 44,
         "Vous avez raison, et je ne le savais pas. 11,50 € à partir de mars, sans attendre la négociation : c’est dans mon pouvoir, donc c’est fait."),
    Talk("luc", "Pourquoi parler de « capital humain » dans le rapport annuel ? On n’est pas un capital.", 28,
         "Parce que j’ai recopié la phrase de l’année d’avant sans la lire. Elle a disparu de la page 12. S’il en reste, écrivez-moi la page."),
    Talk("priya", "What would make you change your mind about the data platform budget?", 9,
         "Un exemple d’une décision que vous avez rendue meilleure, racontée par celle ou celui qui l’a prise. Pas un graphique : une histoire avec un avant et un après. J’ai une heure le 3."),
    Talk("maud", "Est-ce que ça vous arrive de ne pas dormir à cause des chiffres ?", 15,
         "Oui. La dernière fois, c’était en février, la veille de vous écrire. J’ai mieux dormi après vos réponses qu’après les miennes."),
    Talk("samira", "Qui paie quand un chantier attend trois semaines une pièce que nous avons oublié de commander ?", 18),
    Talk("", "Pourquoi untel, aux achats, a-t-il encore son poste ?", 1, refused="person"),
]  # fmt: skip

THOMAS: Sequence[Talk] = [
    Talk("sylvie", "Quelle est la vraie capacité de la ligne 3 en été, quand il fait 38 °C sous la verrière ?", 31),
    Talk("", "Pourquoi a-t-on refusé les 4 × 10 heures alors que deux équipes sur trois étaient pour ?", 47),
    Talk("paul", "On charge le matin parce que la production finit le soir. Qu’est-ce qui empêche de décaler d’une heure ?", 26),
    Talk("mehdi", "Quand est-ce que la maintenance sera invitée avant d’acheter une machine, et pas après ?", 22),
    Talk("", "Est-ce que vous seriez prêt à passer une nuit avec nous, sans prévenir les chefs ?", 38),
    Talk("elodie", "Le lampadaire autonome, on le fabrique ici ou ailleurs ?", 19),
    Talk("nadia", "Un client me demande toutes les semaines pourquoi ses lampes arrivent en deux fois. Je lui dis quoi ?", 14),
    Talk("karim", "C’est quoi, la « trajectoire capacitaire » ?", 33),
    Talk("lea", "Est-ce qu’on arrête de compter les défauts trouvés par les opérateurs comme des défauts des opérateurs ?", 28),
]  # fmt: skip

STANDING: Mapping[str, tuple[str, int, bool, Sequence[Talk]]] = {
    "helene": ("Les chiffres, surtout ceux qu’on n’ose pas demander.", 5, True, [
        Talk("karim", "Pourquoi on dit « budget » et « prévision » pour la même chose ?", 6, "Ce n’est pas la même chose, mais on les mélange, moi la première. Le budget, c’est ce qu’on s’est promis en septembre. La prévision, c’est ce qu’on croit aujourd’hui. L’écart entre les deux est le plus intéressant des trois chiffres."),
        Talk("sami", "Le nouveau chariot, il est amorti en combien de temps ?", 3, "Sept ans sur le papier. Onze dans la vraie vie, d’après Didier. Je garde sept pour les impôts et onze pour vous croire."),
        Talk("oceane", "Peut-on savoir combien coûte une démission ?", 11, "Environ huit mois de salaire, entre le recrutement, l’apprentissage et ce que les autres portent en attendant. Je l’ai calculé sur les douze dernières. C’est pour ça que je viens aux entretiens de départ."),
        Talk("yann", "Les heures de route comptent-elles dans le prix d’un chantier ?", 8, "Oui depuis janvier, non avant. Si un devis de cette année les oublie, il est faux : renvoyez-le."),
        Talk("lea", "Une qualité qui coûte plus cher, vous la voyez où ?", 7, "Dans les retours, six mois trop tard. J’aimerais la voir avant : si vous avez une idée de mesure à la sortie de ligne, je suis preneuse."),
        Talk("marc", "Quelle dépense avez-vous refusée cette année et le regrettez-vous ?", 5, "Le deuxième banc d’essai. Oui."),
    ]),
    "anil": ("Ask me the naive question first. En français aussi.", 10, False, [
        Talk("nadia", "À quoi sert la prévision de Priya, concrètement, pour nous au téléphone ?", 4, "À ce que la lampe soit en stock quand vous dites au client qu’elle l’est. Elle se trompe encore une fois sur huit ; dites-nous quand, c’est comme ça qu’elle apprend."),
    ]),
    "odile": ("Le quai, les tournées, et pourquoi c’est toujours le vendredi.", 5, False, []),
}  # fmt: skip
