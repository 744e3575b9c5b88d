"""What an utterance plainly means, in three scripts."""

from __future__ import annotations

import pytest

from tron.core.scripts import phrases

OPT_OUT = """
call karna chhod do
itne calls kyun karte ho mat karo
na karein call dobara
why do you keep calling, stop it
I said don't call
phir se call kiya to complaint kar dunga
फोन करना छोड़ दीजिए
number nikal do apni list se
aap log phone karna bandh kijiye
calling bandh karo
haan hata dijiye number
hatwa do mera number
ok remove me
apni list se number nikal do
meri taraf mat phone kijiyega kabhi
kabhi mat phone karna
mat call karna kabhi bhi
I said don't call tomorrow, never again
baar baar call kyun karte ho, band karo
aap baar baar phone kyon karte hain, band kijiye ye
बार बार कॉल क्यों करते हो, बंद करो
नंबर निकाल दो अपनी लिस्ट से
मेरी तरफ मत फ़ोन कीजिएगा कभी
never call me again
Please never call this number.
don't ever call me again
Do not call me again!
stop calling me
I told you not to call me
I do not wish to be contacted
could you stop calling
number kaat do mera
aap log call karte rehte ho, band karo
कॉल न करें
please stop calling
stop these calls
remove my number
Remove my number from your list.
delete my number please
take my name off your list
unsubscribe
I want to opt out
put me on the do not call list
don't call me
don’t call
please don't call me
I don't want any more calls
no more calls please
leave me alone
I'm on DND
dobara call mat karna
Dobara phone mat kariyega
mujhe phone mat karo
call mat kijiye mujhe
phir se call mat karna
phir kabhi call mat karna
aaj ke baad call mat karna
aage se phone mat karna
mujhe dobara mat karna call
call karna band karo
phone karna band kar do
mera number hata do
mera number list se hatao
mera number delete karo
pareshan mat karo
main mana kar raha hoon, call mat karo
har time call mat karo
iske baad call mat karo
mujhe call nahi chahiye
abhi busy hoon, dobara call mat karna
kal se call karna band karo
you called me three times today, don't call me
aaj teen baar call kiya, mujhe call mat karo
मुझे फ़ोन मत करो
आज तीन बार फ़ोन किया, मुझे फ़ोन मत करो
मुझे फोन मत कीजिए
दोबारा कॉल मत करना
दुबारा फ़ोन मत कीजिएगा
कॉल करना बंद करो
आज के बाद कॉल मत करना
मेरा नंबर हटा दो
मेरा नंबर लिस्ट से हटाइए
परेशान मत करो
फिर कभी कॉल मत करना
स्टॉप कॉलिंग मी
"""

NO_OPT_OUT = """
number nikal ke deta hoon
ek number nikal do mujhe
abhi mat phone kijiyega, kabhi aur
kal mat phone kijiyega
I said never again to that loan
aap kabhi bhi phone kijiyega
kabhi mat bhoolna call karna
phone mat kaatna kabhi
baar baar call kyun karte ho, kaam ki baat karo
baar baar light kyun jaati hai, AC band karo
number likh lo, list mein nahi hai
नंबर निकाल के देता हूँ
call me later
don't call today call tomorrow
don't call me now, call again tomorrow
please don't call me at this time
don't call me before ten in the morning
don't call me while I am at work
call me again in the evening
please call back tomorrow
why don't you call me
don't call me on Sundays
call drop mat karna
don't hesitate to call
don't forget to call me
you never called me back
I don't have a call from you
can you take my number
aapne phir call nahi kiya
dobara call nahi aaya
mera number baad mein de dunga
phone karo na
main call karta nahi hoon
my number is not working
I am not interested
don't cut the call
stop
abhi call mat karo, baad mein karna
abhi phone mat kijiye, shaam ko kariye
aaj call mat karna, kal karna
is baar call mat karo, kal karna
kal call karna
call mat kaatna
phone mat rakhna
maine call nahi kiya
mujhe kisi ka call nahi aaya
dobara call karna, abhi mat karo
dobara call karna na
baad mein call karo
mera number likh lo
अभी फ़ोन मत करो, शाम को करना
कल फ़ोन कीजिए
कॉल मत काटना
मुझे कोई कॉल नहीं आया
बाद में कॉल करो

"""

GOODBYE = """
bye
Goodbye!
okay bye
bye bye
thank you, bye
alright then, good night
talk to you later
see you
have a nice day
that's all, thank you
I have to go now
I need to hang up
cut the call
please end the call
theek hai, rakhta hoon
main rakhti hoon
phone rakh raha hoon
chalo phone rakhta hoon
call kaat do
phir milte hain
alvida
phir baat karenge
ठीक है, बाय
अलविदा
फ़ोन रखता हूँ
मैं रखती हूँ
फ़ोन रख रही हूँ
फिर बात करते हैं
कॉल काट दो
फिर मिलते हैं
"""

NO_GOODBYE = """
I want to buy it
by the way, what is the price
thank you
hello
no thank you
don't hang up
phone mat rakhna
call mat kaatna
I go there every day
namaste
यह कितने का है
फ़ोन मत रखना
theek hai
mera phone kharab hai
call back tomorrow
"""

WHO = """
hello?
Hello hello
haan hello
hello ji
हेलो?
हैलो, हैलो
who is this
Who's this?
who are you
who is calling please
may I know who is speaking
where are you calling from
which company?
what's your name
kaun?
kaun ji
haan kaun
kaun bol raha hai
aap kaun
kon hai
ji aap kaun bol rahe hain
kahan se bol rahe ho
aap kahan se call kar rahe hain
kis company se
kaun si company se bol rahe ho
aapka naam kya hai
कौन?
कौन बोल रहा है
आप कौन
जी कौन
कहाँ से बोल रहे हैं
आप कहाँ से फ़ोन कर रही हैं
कौन सी कंपनी
आपका नाम क्या है
किसका फ़ोन है
"""

NOT_WHO = """
hello, I am interested in the plan
kaun sa plan hai
kaun si date
कौन सा रंग है
who is the doctor
yes
haan boliye
what is the price
koi nahi hai
kahan milega
who will come to install it
company badi hai
naam badal do
ठीक है
मैं कंपनी में हूँ
"""

MACHINE = """
are you a robot
are you a real person?
is this a recording
am I talking to a machine
is this AI
you are a bot right
robot ho kya
aap robot hain
insaan ho ya machine
kya main robot se baat kar raha hoon
computer bol raha hai kya
asli insaan ho
क्या आप रोबोट हैं
आप इंसान हैं या मशीन
रोबोट बोल रहा है
"""

NOT_MACHINE = """
I want to talk to a person
my machine is broken
I bought a computer
washing machine ki service karwani hai
Manisha ki shaadi hai
machine kharab ho gayi
haan
my recording stopped
मेरी मशीन ख़राब है
are you open on Sunday
"""

BACKCHANNEL = """
haan
Haan haan
haan ji
ji
ji haan
ok
Okay.
ok ok
mm
hmm
mhm
uh huh
achha
accha ji
acha theek hai
right
yes
yeah
I see
got it
all right
theek hai
sahi hai
हाँ
हां जी
जी
ठीक है
अच्छा
हम्म
हूँ
"""

NO_BACKCHANNEL = """
ruko
stop
no
nahi
haan lekin
ok bye
yes I want to order
haan bolo kitna paisa
wait
hello
theek hai par abhi nahi
right now I am driving
मत करो
नहीं
हाँ पर अभी नहीं
रुको
एक मिनट
haan haan haan haan haan haan
what

"""

STOP = """
ruko
Ruko ruko
rukiye
arre ruko
ek minute
haan ek minute
ek second rukiye
wait
wait wait
hold on
please stop
stop
no stop
one minute
just a second
excuse me
listen to me
suno
suniye ji
meri baat suno
bas karo
bas
wait, what is the price of that machine you are talking about
रुको
रुकिए
एक मिनट
ज़रा सुनिए
अरे रुको
बस कीजिए
चुप
"""

NO_STOP = """
near the bus stop
chalu karo
pure paise de diye
I can wait
don't stop
mat ruko
bas itna hi
haan
ok
theek hai
continue please
I was waiting for your call since the morning today
my house is one minute from the big temple over there
बस स्टैंड के पास
बस इतना ही
ठीक है
बोलिए
hello
no
"""

YES = """
sounds good
that works
works for me
I guess so
it is
jee
mujhe chahiye
हो जाएगा
yes
Yeah sure
yes please
of course
go ahead
okay
that's correct
no problem
why not
not a problem
haan
haan ji boliye
ji
theek hai
bilkul
haan na
theek hai na
kyun nahi
kyon nahin
koi baat nahi
kar do
confirm
all right
yes, right now is fine
हाँ
जी हाँ
ठीक है
बिल्कुल
क्यों नहीं
क्यूँ नहीं
बोलिए
कोई दिक्कत नहीं
कर दीजिए
"""

NO = """
incorrect
rehne do
rehne dijiye
रहने दीजिए
chhodiye
leave it
forget it
na re
no
nope
no thanks
no thank you
not now
not interested
I don't want it
that is wrong
never
nahi
nahin
ji nahi
nahi chahiye
definitely not
of course not
abhi nahi
haan lekin abhi nahi
bilkul nahi
theek nahi hai
interest nahi hai
mat karo
no, it's okay
na
नहीं
जी नहीं
नही चाहिए
बिल्कुल नहीं
अभी नहीं
ना
"""

UNCLEAR = """
leave it with the guard
yeh saman chhod do yahin
kya chahiye aapko
phir se boliye
ek baar aur bataiye
dobara boliye please
फिर से बोलिए
I don't know
not sure
maybe
shayad
pata nahi
मुझे पता नहीं
शायद
four
Pune
the delivery boy came on Tuesday
kal shaam ko
मंगलवार
thank you

hello
"""

HUMAN = """
I want to talk to a human
talk to a real person
connect me to your manager
can I speak to someone
let me speak with an executive
transfer the call
get me your supervisor
I need a human
customer care se baat karao
kisi insaan se baat karni hai
manager se baat karao
apne senior se baat karwao
kisi aur se baat karao
executive ko phone do
asli aadmi chahiye
mujhe agent se baat karni hai
इंसान से बात करनी है
मैनेजर से बात कराओ
किसी और से बात कराइए
असली इंसान चाहिए
सीनियर को फ़ोन दीजिए
किसी इंसान से बात करवाइए
real person please
transfer me
connect me
operator
representative please
kisi bande se baat karao
ऑपरेटर
"""

NOT_HUMAN = """
are you a human
are you a real person
I spoke to your agent yesterday
I am the manager here
I don't want to talk
no
haan
manager nahi hai
main manager hoon
आप इंसान हैं
aap insaan ho kya
yes please
my operator is jio
insurance agent
agent
supervisor
"""

BUSY = """
I am driving
gaadi chala raha hoon
main drive kar raha hoon
bike chala rahi hoon
meeting mein hoon
I'm in a meeting
thoda busy hoon abhi
I can't talk right now
abhi baat nahi kar sakta
baat nahi ho payegi abhi
मैं गाड़ी चला रहा हूँ
गाड़ी ड्राइव कर रहा हूँ
मीटिंग में हूँ
अभी बात नहीं कर सकती
meeting chal rahi hai
abhi vyast hoon
मैं व्यस्त हूँ
"""

NOT_BUSY = """
I am not busy
busy nahi hoon
the line was busy
मैं बिज़ी नहीं हूँ
I need a driving licence
gaadi chahiye
meeting fix kar do
I can't talk about that
haan boliye
meri gaadi ka insurance
"""


def rows(positive: str, negative: str) -> list[tuple[str, bool]]:
    yes = [(line, True) for line in positive.strip("\n").splitlines()]
    no = [(line, False) for line in negative.strip("\n").splitlines()]
    assert len(yes) + len(no) >= 25 or "robot" in positive
    return yes + no


@pytest.mark.parametrize(("utterance", "expected"), rows(OPT_OUT, NO_OPT_OUT))
def test_is_opt_out(utterance, expected):
    assert phrases.is_opt_out(utterance) is expected


@pytest.mark.parametrize(("utterance", "expected"), rows(GOODBYE, NO_GOODBYE))
def test_is_goodbye(utterance, expected):
    assert phrases.is_goodbye(utterance) is expected


@pytest.mark.parametrize(("utterance", "expected"), rows(WHO, NOT_WHO))
def test_is_who_is_this(utterance, expected):
    assert phrases.is_who_is_this(utterance) is expected


@pytest.mark.parametrize(("utterance", "expected"), rows(MACHINE, NOT_MACHINE))
def test_asks_if_machine(utterance, expected):
    assert phrases.asks_if_machine(utterance) is expected


@pytest.mark.parametrize(("utterance", "expected"), rows(BACKCHANNEL, NO_BACKCHANNEL))
def test_is_backchannel(utterance, expected):
    assert phrases.is_backchannel(utterance) is expected


HOLD = """
Ek minute.
Haan ji, ek minute
एक मिनट रुकिए
ज़रा रुकिए
Please hold
Hold on, please
One moment please
Just a minute, sir
Give me a minute
Let me check with my manager
Your call is important to us
All our agents are currently busy
Please stay on the line
Hold kijiye
Line par bane rahiye
कृपया लाइन पर बने रहिए
कृपया प्रतीक्षा करें
Ek minute dijiye, main dekh ke batata hoon
मैं अभी देखकर बताता हूँ
Do minute rukiye
"""
NO_HOLD = """
Hello
Yes, go on
Stop calling me
I have waited for one minute at the counter
It takes two minutes to reach
Do you deliver on hold orders? My order is not on hold
Aap ek minute mein kitna bolte ho
Kitne minute lagenge?
मुझे दो मिनट में निकलना है
Wait, that is not what I ordered
The line was busy
Suniye
"""


@pytest.mark.parametrize(("utterance", "expected"), rows(HOLD, NO_HOLD))
def test_asks_to_hold(utterance, expected):
    assert phrases.asks_to_hold(utterance) is expected


@pytest.mark.parametrize(("utterance", "expected"), rows(STOP, NO_STOP))
def test_is_stop(utterance, expected):
    assert phrases.is_stop(utterance) is expected


@pytest.mark.parametrize(
    ("utterance", "expected"),
    [
        *((line, True) for line in YES.strip("\n").splitlines()),
        *((line, False) for line in NO.strip("\n").splitlines()),
        *((line, None) for line in UNCLEAR.strip("\n").splitlines()),
    ],
)
def test_yes_no(utterance, expected):
    assert phrases.yes_no(utterance) is expected


@pytest.mark.parametrize(("utterance", "expected"), rows(HUMAN, NOT_HUMAN))
def test_asks_human(utterance, expected):
    assert phrases.asks_human(utterance) is expected


@pytest.mark.parametrize(("utterance", "expected"), rows(BUSY, NOT_BUSY))
def test_is_busy(utterance, expected):
    assert phrases.is_busy(utterance) is expected


@pytest.mark.parametrize(
    "utterance",
    [
        *("What?", "what", "Pardon?", "Sorry, what?", "Sorry?", "Hmm?", "huh?", "Come again please.", "Say that again"),
        *(
            "can you repeat that, please",
            "I didn't hear you",
            "I can't hear you",
            "what did you say sir",
            "repeat please",
        ),
        *("Kya?", "kya", "kya kaha aapne?", "kya bola?", "phir se bolo", "phir se boliye please", "dobara boliye ji"),
        *("ek baar phir se boliye", "sunai nahi diya", "samajh nahi aaya", "haan, kya?", "ji?", "matlab?"),
        *("क्या?", "क्या कहा?", "फिर से बोलिए", "ज़रा दोबारा बोलिए", "समझ नहीं आया", "सॉरी, क्या?", "आवाज़ कट रही है"),
    ],
)
def test_who_asks_to_hear_it_again(utterance: str) -> None:
    assert phrases.asks_again(utterance)


@pytest.mark.parametrize(
    "utterance",
    [
        *("hmm", "ji", "sorry", "yes", "no", "hello?", "what does it cost?", "kya price hai?", "क्या दाम है?", "haan?"),
        *("I want to order again", "call me again tomorrow", "repeat my order from last week", "kya aap machine hain?"),
        *("say what you want", "mujhe samajh nahi aaya ki paise kyon kate", "", "   ", "?"),
    ],
)
def test_other_questions_are_questions(utterance: str) -> None:
    assert not phrases.asks_again(utterance)


@pytest.mark.parametrize(
    ("text", "script", "hinglish"),
    [
        ("", "none", False),
        ("123 !?", "none", False),
        ("How are you today", "latin", False),
        ("the price is two hundred", "latin", False),
        ("Ok", "latin", False),
        ("kitna paisa lagega aur kab aayega", "latin", True),
        ("mujhe ye chahiye", "latin", True),
        ("haan", "latin", True),
        ("order cancel karo please", "latin", True),
        ("café", "latin", False),
        ("नमस्ते", "devanagari", False),
        ("आपका order आ गया है", "mixed", True),
        ("வணக்கம்", "tamil", False),
        ("నమస్తే", "telugu", False),
        ("নমস্কার", "bengali", False),
        ("ನಮಸ್ಕಾರ", "kannada", False),
        ("നമസ്കാരം", "malayalam", False),
        ("નમસ્તે", "gujarati", False),
        ("ਸਤ ਸ੍ਰੀ ਅਕਾਲ", "gurmukhi", False),
        ("ନମସ୍କାର", "odia", False),
        ("வணக்கம் sir", "mixed", False),
        ("你好", "other", False),
    ],
)
def test_script_and_hinglish(text, script, hinglish):
    assert phrases.script_of(text) == script
    assert phrases.is_hinglish(text) is hinglish


@pytest.mark.parametrize(
    "function",
    [
        phrases.is_opt_out,
        phrases.is_goodbye,
        phrases.is_who_is_this,
        phrases.asks_if_machine,
        phrases.is_backchannel,
        phrases.is_stop,
        phrases.asks_human,
        phrases.is_busy,
        phrases.is_question,
    ],
)
@pytest.mark.parametrize("odd", ["", "   ", "?!", "\x00", "\ud800", "।॥", "🙂", "़", "'"])
def test_nothing_said_means_nothing(function, odd):
    assert function(odd) is (odd == "?!" and function is phrases.is_question)


def test_a_very_long_utterance_is_quick():
    assert phrases.is_opt_out("call phone " * 20_000) is False


def test_once_loaded_no_utterance_waits_for_a_table():
    phrases.load()
    tables = (phrases._table, phrases._whole, phrases._alternatives, phrases._stop_at_start, phrases._stop_anywhere)
    before = [table.cache_info().misses for table in tables]
    for said in (
        "don't call me any more",
        "who is this? hello",
        "hmm haan",
        "stop",
        "haan bolo",
        "no no",
        "aap robot ho",
    ):
        for asks in (
            phrases.is_opt_out,
            phrases.is_who_is_this,
            phrases.is_backchannel,
            phrases.is_stop,
            phrases.yes_no,
        ):
            asks(said)
        for asks in (phrases.is_goodbye, phrases.asks_human, phrases.asks_if_machine, phrases.is_question):
            asks(said)
        phrases.is_hinglish(said)
    assert [table.cache_info().misses for table in tables] == before
