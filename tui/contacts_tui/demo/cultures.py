"""Names as people write them, each with the Latin letters of its e-mail address.

Everyone here is invented: given and family names are common ones, put together by chance.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Culture:
    """Names that go together, as ``name:latin`` words, and the countries whose numbers they use."""

    given: str
    family: str
    regions: str
    is_family_first: bool = False


CULTURES = (
    Culture(
        "Ada Grace Oliver Amelia Harry Isla Arthur Poppy Winifred Percy",
        "Lovelock Hopperton Ashdown Bramley O’Shea:oshea Fairweather Thistlewood Pemberton",
        "GB",
    ),
    Culture(
        "Mabel Wyatt June Theodore Loretta Clyde Savannah Emmett",
        "Whitlock Okafor Delgado Beauregard Hollister McAllister Vandermeer",
        "US US GB",
    ),
    Culture(
        "Saoirse Ciarán:ciaran Aoife Oisín:oisin Niamh Pádraig:padraig",
        "Ó_Briain:obriain Gallagher Ní_Dhuibhne:nidhuibhne Kavanagh Fitzgerald",
        "GB",
    ),
    Culture(
        "Jürgen:juergen Anneliese Björn:bjoern Käthe:kaethe Wolfgang Heike Sönke:soenke",
        "Müller-Lüdenscheidt:mueller-luedenscheidt Groß:gross Schäfer:schaefer Weißenborn:weissenborn",
        "DE",
    ),
    Culture(
        "Élodie:elodie Thibault Maëlle:maelle Gaëtan:gaetan Zoé:zoe Anaïs:anais",
        "Lefèvre:lefevre D’Aubigné:daubigne Beaufort Chênevert:chenevert Marchand",
        "FR",
    ),
    Culture(
        "Åsa:asa Göran:goran Linnea Sören:soren Ebba Håkan:hakan",
        "Sjöström:sjostrom Ångström:angstrom Lindqvist Björkman:bjorkman",
        "SE",
    ),
    Culture(
        "Eszter Ödön:odon Zsófia:zsofia Gergő:gergo Kincső:kincso",
        "Nagy Szűcs:szucs Kővári:kovari Fehér:feher",
        "HU",
        is_family_first=True,
    ),
    Culture(
        "Begoña:begona Íñigo:inigo Lucía:lucia Joaquín:joaquin Núria:nuria",
        "Ibáñez:ibanez Zúñiga:zuniga Etxeberria Peña:pena",
        "FR GB",
    ),
    Culture(
        "João:joao Conceição:conceicao Tânia:tania Luís:luis Inês:ines",
        "Magalhães:magalhaes Conceição:conceicao Assunção:assuncao Vasconcelos",
        "US FR",
    ),
    Culture(
        "Łukasz:lukasz Małgorzata:malgorzata Zbigniew Żaneta:zaneta Paweł:pawel",
        "Wiśniewski:wisniewski Źródłowski:zrodlowski Brzęczyszczykiewicz:brzeczyszczykiewicz Kość:kosc",
        "DE GB",
    ),
    Culture(
        "Çiğdem:cigdem İbrahim:ibrahim Şule:sule Gökhan:gokhan Işıl:isil",
        "Yıldız:yildiz Öztürk:ozturk Güneş:gunes Dağlı:dagli",
        "DE",
    ),
    Culture(
        "Σοφία:sofia Νίκος:nikos Ελένη:eleni Γιώργος:giorgos Χρυσούλα:chrysoula",
        "Παπαδοπούλου:papadopoulou Αγγελής:angelis Καραγιάννη:karagianni",
        "GB AU",
    ),
    Culture(
        "Олена:olena Тарас:taras Ганна:hanna Юрій:yurii Соломія:solomiia",
        "Шевченко:shevchenko Ковальчук:kovalchuk Їжакевич:yizhakevych",
        "DE SE",
    ),
    Culture(
        "Ծովինար:tsovinar Արամ:aram Նարե:nare",
        "Սարգսյան:sargsyan Հակոբյան:hakobyan",
        "FR US",
    ),
    Culture(
        "ნინო:nino გიორგი:giorgi თამარ:tamar",
        "კვარაცხელია:kvaratskhelia ბერიძე:beridze",
        "GB",
    ),
    Culture(
        "נועה:noa איתן:eitan תמר:tamar יונתן:yonatan",
        "כהן:cohen בן־דוד:ben-david שפירא:shapira",
        "US GB",
    ),
    Culture(
        "ليلى:layla يوسف:yusuf فاطمة:fatima عمر:omar",
        "الخطيب:alkhatib حداد:haddad النجار:alnajjar",
        "FR GB",
    ),
    Culture(
        "आनन्या:ananya अर्जुन:arjun प्रिया:priya रोहन:rohan",
        "शर्मा:sharma अय्यर:iyer बनर्जी:banerjee",
        "GB US AU",
    ),
    Culture(
        "สมชาย:somchai มาลี:malee กัญญา:kanya",
        "ศรีสุวรรณ:srisuwan วงศ์ทอง:wongthong",
        "AU",
    ),
    Culture(
        "太郎:taro さくら:sakura 健一:kenichi 美咲:misaki",
        "山田:yamada 佐々木:sasaki 小鳥遊:takanashi 渡邉:watanabe",
        "US AU GB",
        is_family_first=True,
    ),
    Culture(
        "秀英:xiuying 小龙:xiaolong 明珠:mingzhu 国强:guoqiang",
        "王:wang 欧阳:ouyang 諸葛:zhuge 陈:chen",
        "AU US",
        is_family_first=True,
    ),
    Culture(
        "지우:jiwoo 서준:seojun 하은:haeun 도윤:doyun",
        "김:kim 남궁:namgung 박:park",
        "US",
        is_family_first=True,
    ),
    Culture(
        "Nguyệt:nguyet Phước:phuoc Thảo:thao Dũng:dung",
        "Nguyễn:nguyen Trần:tran Đặng:dang",
        "FR AU",
        is_family_first=True,
    ),
    Culture(
        "Adébáyò:adebayo Ọlásẹ̀ní:olaseni Chinwe Kwabena Wanjirũ:wanjiru",
        "Adéyẹmí:adeyemi Okonkwo Mensah Kĩmani:kimani",
        "GB US",
    ),
    Culture(
        "Ásdís:asdis Þórunn:thorunn Eyjólfur:eyjolfur",
        "Guðmundsdóttir:gudmundsdottir Æsisson:aesisson Þorsteinsson:thorsteinsson",
        "SE",
    ),
)
