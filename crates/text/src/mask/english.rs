//! English names: behind a title, "my name is" or a label, in a signature, beside a number; and a given name that is
//! nothing else, wherever it stands. Korean names in Latin letters (Kim Taeho, Minji Kwon) too.

use super::lexicon::{FIRST, FIRST_OR_WORD, LARGE, one_of};
use super::{Hit, What};

pattern!(
    SYLLABLES,
    r"^(?i:(?:b|ch|d|g|h|j|k|m|n|p|r|s|sh|t|w|y|l)?(?:ae|eo|eu|oe|oo|ui|ya|yeo|yo|you|yu|yoo|wa|wo|ye|ee|ou|a|e|i|o|u)(?:ng|n|m|k|l|p|b|h|t)?-?(?:b|ch|d|g|h|j|k|m|n|p|r|s|sh|t|w|y|l)?(?:ae|eo|eu|oe|oo|ui|ya|yeo|yo|you|yu|yoo|wa|wo|ye|ee|ou|a|e|i|o|u)(?:ng|n|m|k|l|b|h)?)$"
);

pattern!(
    GIVEN,
    "^(?:Ji|Min|Seo|Jun|Joon|Hyun|Hye|Soo|Su|Young|Yeong|Woo|Jin|Eun|Yoon|Yun|Ha|Hee|Kyung|Sung|Seung|Jae|Dong|Tae|Won|Yeon|Ho|Hwan|Sun|Seon|Do|Chan|Gyu|Kyu|Ye|Na|Da|Bo|So|Si|In)-?(?i:ji|min|seo|jun|joon|hyun|hye|soo|su|young|yeong|woo|jin|eun|yoon|yun|hee|kyung|sung|seung|jae|tae|won|yeon|ho|hwan|hoon|sik|suk|seok|bin|rin|na|ra|ah|chan|gyu|kyu|mi|jae|hyeok|cheol|wook|beom|hyung)$"
);
pattern!(AIRLINE, r"\b([A-Z]{2,})/([A-Z]{2,}(?: [A-Z]{2,})?)\b");

/// Korean family names in Latin letters.
const KOREAN: &str = "kim|lee|yi|rhee|park|pak|bak|choi|choe|jung|jeong|chung|kang|cho|jo|yoon|yun|jang|chang|lim|han|seo|suh|\
    shin|kwon|gwon|hwang|ahn|ryu|yoo|yu|hong|jeon|ko|moon|mun|yang|sohn|bae|pae|baek|paik|heo|hur|huh|nam|\
    shim|noh|roh|kwak|gwak|sung|seong|cha|joo|ju|woo|koo|gu|uhm|eom|chae|hyun|byun|yeo|namgung|jegal|sunwoo|\
    hwangbo";
const TITLES: &[&str] = &["mr", "mrs", "ms", "miss", "dr", "prof", "mx", "professor", "mister"];
/// Trades before a name; of these each goes with a word written small as well.
const ROLES: &str = "agent|technician|server|nurse|coach|chef|concierge|teacher|manager|driver|guide|stylist|waiter|waitress|\
    instructor|trainer|rep|representative|receptionist|doctor|captain|officer|advisor|adviser|assistant|\
    engineer|plumber|courier|host|hostess|barista|bartender|therapist|dentist|tutor|consultant|supervisor|\
    colleague|specialist|operator|cashier|clerk|customer|caller|cust|guest|user|patient|son|daughter|wife|\
    husband|friend|brother|sister|mother|father|mum|mom|dad|boyfriend|girlfriend|grandma|grandpa|granny|\
    auntie|partner|neighbour|neighbor|cousin|uncle|aunt|boss|baby|kid|roommate|flatmate|nephew|niece|lady";
/// Words right before a name, which any large word behind them is.
const STRONG: &str = "name is|name's|named|ask for|asked for|served by|helped by|assisted by|spoke to|spoke with|speak to|\
    speak with|speaking to|speaking with|talked to|talked with|talk to|under the name|under name|name of|\
    kudos to|shoutout to|shout out to|addressed to|belongs to|signed|attn|attention|c/o|reservation for|\
    guy called|someone called|woman called|lady called|man called|sent by|signed by|prepared by|written by|\
    surname from|surname to|booked by|is under|booked under|in the name of|thanks to|thank you to|\
    a call from|handled by|fixed by|call me|delivered by|says|sincerely|signature|account of|met|contact|\
    off by|surname is|name was";
/// Words before a name that is known, has two words, or ends what is said.
const WEAK: &str = "i'm|i am|im|thank you|this is|it's|who is|thank|thanks|dear|hi|hello|hey|called|regards|best|cheers|\
    love|yours|wishes|from|by|to|with|per|under|contact|and|for|was|is|let|told|asked";
/// Labels of forms.
const LABELS: &str = "name|customer|guest|passenger|recipient|participant|cardholder|holder|from|to|attn|addressee|note|\
    contact|sender|signed|by|interviewee|respondent|interviewer|agent|caller|patient|client|member|names";

#[derive(Debug, Clone, Copy)]
struct Word<'t> {
    text: &'t str,
    start: usize,
    end: usize,
}

/// Latin words; signs between letters (O'Brien, Brooks-Hale, name's) are part of them.
fn words(text: &str) -> Vec<Word<'_>> {
    let (mut words, mut open): (Vec<Word<'_>>, Option<usize>) = (Vec::new(), None);
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let letter = |c: char| c.is_alphabetic() && c < 'ㄱ';
        let within = matches!(c, '\'' | '’' | '-') && letters.peek().is_some_and(|(_, next)| letter(*next));
        if letter(c) || open.is_some() && within {
            open.get_or_insert(at);
        } else if let Some(start) = open.take() {
            words.push(Word { text: &text[start..at], start, end: at });
        }
    }
    if let Some(start) = open {
        words.push(Word { text: &text[start..], start, end: text.len() });
    }
    words
}

struct English<'t> {
    text: &'t str,
    words: Vec<Word<'t>>,
    lower: Vec<String>,
    told: &'t [Hit],
}

pub(super) fn find(text: &str, told: &[Hit], hits: &mut Vec<Hit>) {
    let words = words(text);
    if words.is_empty() {
        return;
    }
    let lower = words.iter().map(|word| word.text.to_lowercase().replace('’', "'")).collect();
    let english = English { text, words, lower, told };
    let (mut at, mut found) = (0, Vec::new());
    while at < english.words.len() {
        if let Some(to) = english.name(at) {
            found.push(at..to + 1);
            at = to;
        }
        at += 1;
    }
    let named: Vec<&str> =
        found.iter().filter_map(|range| english.words.get(range.start)).map(|word| bare(word.text)).collect();
    for (at, word) in english.words.iter().enumerate() {
        let again = named.iter().any(|name| {
            let rest = bare(word.text).strip_prefix(*name);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        }) && !found.iter().any(|range| range.contains(&at));
        if again && word.text.len() > 2 && english.free(at) {
            hits.push(Hit { what: What::Name, start: word.start, end: word.start + bare(word.text).len() });
        }
    }
    // A ticket's PARK/SOYEON MS; AC/DC is nobody.
    for found in AIRLINE.captures_iter(text) {
        let family = found.get(1).is_some_and(|name| one_of(KOREAN, name.as_str().to_lowercase().as_str()));
        let given = found.get(2).is_some_and(|name| FIRST.contains(capital(&name.as_str().to_lowercase()).as_str()));
        hits.extend(found.get(0).filter(|_| family || given).map(|m| Hit {
            what: What::Name,
            start: m.start(),
            end: m.end(),
        }));
    }
    for range in found {
        let (first, last) = (english.words[range.start], english.words[range.end - 1]);
        hits.push(Hit { what: What::Name, start: first.start, end: last.start + bare(last.text).len() });
    }
}

/// A name without 's.
fn bare(word: &str) -> &str {
    word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word)
}

fn is_large(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && !LARGE.contains(bare(word)) && !word.starts_with("I'")
}

impl English<'_> {
    fn gap(&self, at: usize) -> &str {
        let from = at.checked_sub(1).map_or(0, |before| self.words[before].end);
        &self.text[from..self.words[at].start]
    }

    /// Whether no number, address or the like holds the word.
    fn free(&self, at: usize) -> bool {
        let word = self.words[at];
        !self.told.iter().any(|hit| hit.start < word.end && word.start < hit.end)
    }

    /// The last word of the name that begins here.
    fn name(&self, at: usize) -> Option<usize> {
        let word = bare(self.words[at].text);
        let lettered = word.len() > 1 || self.gap_after(at).starts_with(". ");
        if !self.free(at) || !lettered {
            return None;
        }
        if self.says(at, "name is|name's|i'm|im|i am") && !word.starts_with(char::is_uppercase) {
            return FIRST.contains(capital(word).as_str()).then(|| self.to_the_end(at, true));
        }
        if !is_large(word) {
            return None;
        }
        let to = self.to_the_end(at, false);
        // Ben & Jerry's is a maker.
        let romanised = word.len() >= 5 && GIVEN.is_match(word);
        let known = (FIRST.contains(word) || romanised) && word.len() > 2 && !self.gap_after(at).starts_with(" &");
        let perhaps = known || FIRST_OR_WORD.contains(word);
        let two = to > at;
        let korean = two && self.is_korean(at, to);
        let called = self.titled(at) || self.says(at, STRONG) || self.kin(at);
        let weak = self.says(at, WEAK) && (perhaps || two || self.ends(at));
        let labelled = self.labelled(at) && (perhaps || two || self.ends(at));
        let beside = (two || perhaps) && self.beside(at, to);
        let signed = self.signed(at, to);
        (known || korean || called || weak && !self.mid_title(at, two, perhaps) || labelled || beside || signed)
            .then_some(to)
    }

    /// "to New Store", "from Best Buy": two large words behind a mere to or from are no name unless one is known.
    fn mid_title(&self, at: usize, two: bool, perhaps: bool) -> bool {
        const MERE: &str = "from|by|to|with|per|under|and|for|was|is|let|told|asked|this is|it's";
        let mere = self.says(at, MERE);
        mere && !(perhaps
            || self.words[at].text.len() == 1
            || two && self.words[at..].iter().take(3).any(|word| FIRST.contains(word.text)))
    }

    fn gap_after(&self, at: usize) -> &str {
        let to = self.words.get(at + 1).map_or(self.text.len(), |next| next.start);
        &self.text[self.words[at].end..to]
    }

    /// Over the family name, initials and particles behind a given name.
    fn to_the_end(&self, at: usize, small: bool) -> usize {
        const PARTICLES: &[&str] = &["van", "von", "de", "der", "den", "da", "del", "la", "bin", "al", "ter"];
        let mut to = at;
        while to - at < 4 && to + 1 < self.words.len() && self.free(to + 1) {
            let gap = self.gap_after(to);
            let initial = self.words[to].text.len() == 1 && gap == ". ";
            if !(gap == " " || initial) || self.words[to].text.len() != bare(self.words[to].text).len() {
                break;
            }
            let next = self.words[to + 1].text;
            let particle =
                PARTICLES.contains(&next) && self.words.get(to + 2).is_some_and(|after| is_large(after.text));
            let large = is_large(next) && (next.len() > 1 || self.gap_after(to + 1).starts_with('.'));
            let lower = small && to == at && !self.common(to + 1);
            if !(particle || large || lower) {
                break;
            }
            to += 1;
        }
        to
    }

    /// A small word behind a small name that goes on with the sentence.
    fn common(&self, at: usize) -> bool {
        LARGE.contains(capital(&self.lower[at]).as_str()) || self.lower[at].len() < 3
    }

    /// Whether these words stand right before.
    fn says(&self, at: usize, cues: &str) -> bool {
        cues.split('|').any(|cue| {
            let mut from = at;
            for part in cue.split([' ', '/']).rev() {
                let Some(before) = from.checked_sub(1) else { return false };
                let gap = self.gap(from);
                let near = gap.chars().all(|c| matches!(c, ' ' | ',' | ':' | '/' | '\n' | '!' | '.')) && gap.len() <= 3;
                let sentence = gap.contains('.') && !matches!(cue, "regards" | "best" | "attn");
                if !near || sentence || self.lower[before] != part {
                    return false;
                }
                from = before;
            }
            let gap = self.gap(at);
            // Only a greeting or a farewell stands on a line or before a comma of its own.
            !gap.contains([',', '\n', '!'])
                || matches!(
                    cue,
                    "regards"
                        | "sincerely"
                        | "thanks"
                        | "best"
                        | "cheers"
                        | "love"
                        | "yours"
                        | "wishes"
                        | "signed"
                        | "hi"
                        | "hello"
                        | "hey"
                        | "dear"
                )
        })
    }

    fn titled(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let gap = self.gap(at);
        let title = TITLES.contains(&self.lower[before].as_str()) && matches!(gap, " " | ". " | ".");
        let role = one_of(ROLES, self.lower[before].as_str()) && matches!(gap, " " | ", ");
        let known = FIRST.contains(self.words[at].text) || FIRST_OR_WORD.contains(self.words[at].text);
        title || role && (gap == " " || known)
    }

    /// "my friend Olga": the trades say it too, but here any gap of a comma will do.
    fn kin(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(2) else { return false };
        ["my", "our", "your", "the", "his", "her"].contains(&self.lower[before].as_str())
            && one_of(ROLES, self.lower[at - 1].as_str())
            && matches!(self.gap(at), " " | ", ")
    }

    fn labelled(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let gap = self.gap(at).trim_matches([' ', '"', '\'']);
        let sign = matches!(gap, ":" | "=" | "-")
            || gap.is_empty() && ["name", "holder", "names"].contains(&self.lower[before].as_str());
        sign && one_of(LABELS, self.lower[before].as_str())
    }

    /// Whether what is said ends behind the word.
    fn ends(&self, at: usize) -> bool {
        let after = self.gap_after(at);
        after.is_empty() && at + 1 == self.words.len() || after.starts_with([',', '.', '!', '?', '\n', '/', ')', ';'])
    }

    /// Beside a telephone number or an address for mail.
    fn beside(&self, at: usize, to: usize) -> bool {
        let (start, end) = (self.words[at].start, self.words[to].end);
        let near = |gap: Option<&str>| {
            gap.is_some_and(|gap| {
                gap.len() <= 4
                    && gap
                        .chars()
                        .all(|c| matches!(c, ' ' | ',' | '<' | '(' | '/' | '\n' | '-' | ':' | '"' | '|' | '>'))
            })
        };
        self.told
            .iter()
            .filter(|hit| matches!(hit.what, What::Phone | What::Email | What::Account | What::Address))
            .any(|hit| {
                end <= hit.start && near(self.text.get(end..hit.start))
                    || hit.end <= start && near(self.text.get(hit.end..start))
            })
    }

    /// A line of its own under a farewell, or the last of a text.
    fn signed(&self, at: usize, to: usize) -> bool {
        const FAREWELLS: &[&str] = &[
            "regards",
            "sincerely",
            "thanks",
            "you",
            "cheers",
            "best",
            "yours",
            "love",
            "wishes",
            "faithfully",
            "respectfully",
        ];
        let before = at.checked_sub(1).map(|before| self.lower[before].as_str());
        let line = self.gap(at).contains('\n') || self.gap(at).contains(", ");
        let ended = self.gap_after(to).contains('\n') || to + 1 == self.words.len();
        line && ended && before.is_some_and(|word| FAREWELLS.contains(&word)) && self.gap(at).contains(['\n', ','])
    }

    /// A Korean family name beside what two Korean syllables could spell.
    fn is_korean(&self, at: usize, to: usize) -> bool {
        let family = |at: usize| one_of(KOREAN, self.lower[at].as_str());
        let given = |at: usize| {
            let word = bare(self.words[at].text);
            word.len() >= 3 && is_large(word) && SYLLABLES.is_match(word)
        };
        to == at + 1 && (family(at) && given(to) || given(at) && family(to))
            || to == at + 2 && family(at) && self.words[at + 1..=to].iter().all(|word| word.text.len() <= 5)
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
