"""Pairs of entries as offices have them, told by hand to be one person or two.

Each line: same or different; given name, family name, birth date, telephone, e-mail of both.
"""

from __future__ import annotations

from datetime import date

from duodesk.people.likeness import Known

SAME = """
Yusuf|Çelik|2002-03-01|| / Youssef|Celik|2002-03-01||
Mohamed|El Idrissi|2001-05-14|| / Mohammed|Elidrissi|2001-05-14||
Muhammad|Ali Khan|1999-11-02|| / Mohammed|Ali Khan|||
Mohamed Amine|Benali|2003-01-20|| / Mohamed|Benali|2003-01-20||
Fatima|Ouali|2000-07-09|0470 12 34 56| / Fatma|Ouali||+32 470 12 34 56|
Fatima Zahra|El Amrani|1998-02-11|| / Fatimazahra|El Amrani|1998-02-11||
Çelik|Yusuf|2002-03-01|| / Yusuf|Çelik|2002-03-01||
Nguyen|Thi Mai|2001-04-30|| / Thi Mai|Nguyen|||
Abdelkader|Mansouri|1997-10-10|| / Abdel Kader|Mansouri|1997-10-10||
Abdulkadir|Warsame|1996-06-06|| / Abdelkadir|Warsame|1996-06-06||
Khadija|Bouazza|2002-12-24|| / Kadija|Bouazza|2002-12-24||
Aïcha|Traoré|2001-08-15|| / Aisha|Traore|2001-08-15||
Rachid|Haddad|1999-03-03|| / Rasheed|Haddad|1999-03-03||
Zeynep|Yılmaz|2003-05-05|| / Zeynep|Yilmaz|2003-05-05||
Şeyma|Öztürk|2000-01-31|| / Seyma|Oeztuerk|2000-01-31||
Hüseyin|Şahin|1998-09-19|| / Huseyin|Sahin|||
Davut|Kaya|2001-11-11|| / Daoud|Kaya|2001-11-11||
Philippe|Dubois|1961-03-08|| / Filip|Dubois|1961-03-08||
Lieve|De Smet|1961-03-08|| / Lieve|Desmet|1961-03-08||
Guy|Vandamme|1958-09-30|| / Guy|Van Damme|||
Jan|Peeters|1957-04-12|| / Jan|Peters|1957-04-12||
Anne-Marie|D'Hondt|1962-12-02|| / Annemarie|Dhondt|1962-12-02||
Monique|Lambert|1959-01-12|| / Monique|Lambert|1959-12-01||
Olena|Kovalenko|2003-07-19|| / Olena|Kovalenko|2004-07-19||
Selam|Tesfay|1999-02-27|| / Selam|Tesfai|1999-02-27||
Tomasz|Kowalski|1960-10-01|| / Tomasz|Kovalsky|1960-10-01||
Giorgi|Beridze|2000-06-17|| / Giorgi|Berdize|2000-06-17||
Souleymane|Diallo|2002-02-02|| / Suleiman|Diallo|2002-02-02||
Mariam|Haïdara|2002-05-14|| / Maryam|Haidara|2002-05-14||
Omar|Al-Khatib|1998-09-07|| / Umar|Alkhatib|1998-09-07||
Ahmad|Noori|2000-03-21|| / Ahmed|Nouri|2000-03-21||
Mustafa|Karimi|2001-03-03|| / Moestafa|Karimi|2001-03-03||
Youssef|Bakkali|2001-01-15||bak@example.org / Joseph|El Bakkali||0488 11 22 33|Bak@example.org
Y.|Çelik||0470123456| / Yusuf|Çelik||0470 12 34 56|
Sofie|Maes|1963-05-06||sofie.maes@example.org / Sophie|Maes|||sofie.maes@example.org
Awa|Sow|2001-10-10||awa.sow@example.org / Awa|Sow-Ndiaye|2001-10-10||awa.sow@example.org
Elias|Haddad|2002-08-20|| / Ilyas|Haddad|2002-08-20||
Wassim|Trabelsi|2000-12-12|| / Ouassim|Trabelsi|2000-12-12||
Yassine|Amrani|2001-09-09|| / Yacine|Amrani|2001-09-09||
Christelle|Mbuyi|1999-07-07|| / Cristelle|Mbuyi|1999-07-07||
Isabelle|Vanderlinden|1960-02-14|| / Isabelle|Van der Linden|1960-02-14||
Sarah|Cohen|2000-05-01|| / Sara|Cohen|2000-05-01||
Erik|Claes|1958-08-08|0475 55 66 77| / Eric|Claes||0475/55.66.77|
Tarek|Hassan|1998-04-04|| / Hassan|Tarek|1998-04-04||
Hatice|Demir|2001-06-21|| / Hatice|Demir|2001-06-12||
Yonas||2001-01-01|0471 22 33 44| / Yonas|Gebremedhin||0471 22 33 44|
Bintou|Camara|2002-04-18|| / Binta|Camara|2002-04-18|0472 99 88 77|
Jean-Pierre|Wouters|1956-11-30|| / J.|Wouters|1956-11-30||jp.wouters@example.org
Bob|Janssens|1960-05-05|| / Robert|Janssens|1960-05-05||
Khaled|Nasser|2001-02-02|| / Halid|Nasser|2001-02-02||
"""
DIFFERENT = """
Jan|Janssen||| / Jan|Janssens|||
Mohamed|El Idrissi|2001-05-14|| / Mohamed|El Idrissi|1994-11-30||
Mehmet|Yılmaz|2001-05-14|| / Mohamed|Yilmaz|2001-06-20||
Karim|Benali|2001-02-03|0470 00 11 22| / Karima|Benali|1999-08-09|0470 00 11 22|
Hassan|El Amrani|2002-02-02|0470 22 33 11| / Hussein|El Amrani|2002-02-02|0470 22 33 11|
Amina|Diallo|2002-03-01|| / Yusuf|Çelik|2002-03-01||
Mario|Rossi|1961-01-01|| / Maria|Rossi|1961-04-01||
Jan|Janssens|1957-04-12|| / Jan|Janssens|1963-02-27||
Jan|Maes|1957-04-12|| / Jan|Raes|1957-11-02||
Guy|Thielemans|1958-09-30||thiel@example.org / Lut|Thielemans|1960-02-02||thiel@example.org
Samir|Haddad|2000-01-01|| / Samira|Haddad|2000-01-01||
Nadir|Haddad||02 511 22 33| / Leila|Haddad||02 511 22 33|
Ali|Hosseini|2001-05-05|| / Aline|Hosseini|2001-05-15||
Fatima|Ouali|2000-07-09|| / Fatoumata|Ouali|2000-07-09||
Fatima|Ouali|2000-07-09|| / Fatima|Oualid|1996-01-31||
Amina|Kaya|2001-03-03|| / Emine|Kaya|2002-07-08||
Omar|Sow|1999-09-09|| / Awa|Sow|1999-09-09||
Paul|Vermeulen|1955-06-21|| / Paula|Vermeulen|1955-06-22||
Marc|De Vos|1960-03-03|| / Marc|De Wit|1960-03-03||
Thi Mai|Nguyen|2001-04-30|| / Thi Hoa|Nguyen|2000-12-01||
Abdul|Rahimi|2000-01-01|| / Abdullah|Karimi|2000-01-01||
Anna|Kovalenko|1998-05-05|| / Anne|Kovalenko|2001-09-21||
Ibrahim|Bah|2002-01-01|| / Ibrahima|Bah|2000-08-19||
Lucas|Martin|1962-02-02|| / Lucie|Martin|1964-04-04||
Yusuf|Demir|2000-01-01|| / Yusuf|Demirci|2003-06-30||
Mamadou|Barry|2001-01-01|0465 10 20 30| / Aïssatou|Barry|2003-03-03|0465 10 20 30|
Peter|Willems|1959-07-07|| / Pieter|Willems|1966-12-12||
Nour|Saleh|2002-06-06|| / Nora|Saleh|2002-06-06||
Ahmad|Rezai|2000-01-01|| / Hamid|Rezai|2000-01-01||
Kim|Pham|2001-10-01|| / Kim|Phan|1999-12-31||
Chris|Jacobs|1957-01-01||bureau@example.org / Greet|Mertens|1961-01-01||bureau@example.org
"""


def labelled() -> list[tuple[bool, Known, Known]]:
    """Every pair and whether it is one person."""
    return [
        (same, *(_entry(side) for side in line.split(" / ")))  # type: ignore[misc]
        for same, text in ((True, SAME), (False, DIFFERENT))
        for line in text.strip().splitlines()
    ]


def _entry(text: str) -> Known:
    given, family, birth, phone, mail = (part.strip() or None for part in text.split("|"))
    return Known(
        given_name=given,
        family_name=family,
        birth_date=date.fromisoformat(birth) if birth else None,
        phone=phone,
        email=mail,
    )
