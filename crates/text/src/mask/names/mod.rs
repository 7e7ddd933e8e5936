//! Korean names: what looks like one, where a text says that somebody is meant.
//!
//! A word is read as a name with what hangs on it ([`reading`]); how much it looks like a name ([`shape`]) must match how
//! clearly its surroundings call somebody: beside 님 any word will do that is not known, amid a sentence only a family
//! name with letters that are hardly ever anything else.

mod hidden;
mod labels;
mod reading;
mod shape;
mod words;

use labels::Label;
use reading::{Reading, Rest, hangs, is_kin, is_title, readings};
use shape::{Shape, is_doubtful, is_family, is_word};
use words::Words;

use super::lexicon::{FOREIGN, NATIVE, NOBODY, SEEDS, TITLES};
use super::{Hit, What};

pub(super) fn find(text: &str, told: &[Hit], hits: &mut Vec<Hit>) {
    hidden::find(text, hits);
    let words = Words::of(text);
    if !words.words.iter().any(|word| word.korean) {
        return;
    }
    let mut names = Names { words: &words, told, found: vec![None; words.words.len()] };
    for at in 0..words.words.len() {
        names.look(at);
    }
    names.beside_each_other();
    names.again();
    hits.extend(names.found.iter().flatten().map(|(start, end)| Hit { what: What::Name, start: *start, end: *end }));
}

struct Names<'w, 't> {
    words: &'w Words<'t>,
    /// Numbers and addresses, beside which names stand.
    told: &'w [Hit],
    /// Of each word the part that is a name.
    found: Vec<Option<(usize, usize)>>,
}

impl<'t> Names<'_, 't> {
    fn look(&mut self, at: usize) {
        let word = self.words.words[at];
        if self.found[at].is_some() || self.told.iter().any(|hit| hit.start < word.end && word.start < hit.end) {
            return;
        }
        if !word.korean {
            self.latin(at);
            return;
        }
        if self.labelled(at) || self.honoured(at) || self.spaced(at) || self.spelled(at) {
            return;
        }
        let best = readings(word.text).into_iter().find(|reading| self.called(at, reading));
        if let Some(reading) = best {
            self.found[at] = Some((word.start, word.start + reading.name.len()));
        }
    }

    fn hide(&mut self, from: usize, to: usize, end: usize) {
        let start = self.words.words[from].start;
        for at in from..=to {
            self.found[at] = Some((start, end));
        }
    }

    /// Whether what stands around a word calls for a name that looks as much like one as this.
    fn called(&self, at: usize, reading: &Reading<'_>) -> bool {
        let Reading { shape, rest, .. } = *reading;
        if shape == Shape::Family {
            return rest == Rest::Title && self.family_titled(at, reading) || rest == Rest::Nothing && self.family_apart(at);
        }
        let person = self.titled_after(at, rest) || self.said(at, rest);
        let doubtful = is_doubtful(reading.name);
        if shape == Shape::Sure && !doubtful && self.amid(at, reading) {
            return true;
        }
        match shape {
            Shape::Sure | Shape::Whole if doubtful => {
                matches!(rest, Rest::Honour | Rest::Title)
                    || self.said(at, rest)
                    || self.polite(at, rest) && !reading.name.ends_with(['이', '가', '은', '는', '을', '를', '에', '도', '로'])
                    || rest == Rest::Nothing && (self.beside_number(at, rest) && !self.amid_words(at) || self.followed(at, rest))
            }
            Shape::Sure | Shape::Whole => {
                let tail = &self.words.words[at].text[reading.name.len()..];
                person
                    || matches!(rest, Rest::Saying)
                    || rest == Rest::Nothing && self.words.get(at + 1).is_some_and(|next| next.text.starts_with("맞"))
                    || matches!(tail, "한테" | "에게" | "께서" | "께" | "이랑" | "이가" | "한테서")
                    || self.titled_before(at)
                    || self.beside_number(at, rest)
                    || self.stands_alone(at, rest)
                    || self.followed(at, rest)
                    || rest == Rest::Being && (self.by_oneself(at) || self.begins(at) || self.who(at))
            }
            Shape::Given => {
                matches!(rest, Rest::Honour | Rest::Title)
                    || self.said(at, rest)
                    || self.polite(at, rest)
                    || self.kin(at, rest)
                    || self.opens(at, reading)
            }
            Shape::Loose => {
                if self.in_the_name_of(at, rest) {
                    return true;
                }
                if rest == Rest::Nothing && self.polite(at, rest) && shape::could_be_whole(reading.name) {
                    return true;
                }
                let plainly = self.words.words[at].text.ends_with("입니다") && self.begins(at);
                rest == Rest::Being && (self.by_oneself(at) || plainly) && two_letters(reading.name)
            }
            Shape::Family => false,
        }
    }

    /// Whether a name amid a sentence, with nobody called, is one by its letters alone. What verbs end in as well
    /// (나가서, 주시고, 정하나) must not hang on it.
    fn amid(&self, at: usize, reading: &Reading<'_>) -> bool {
        let word = self.words.words[at].text;
        let tail = &word[reading.name.len()..];
        let of_verbs = ["고", "구", "나", "며", "네요", "세요", "신데", "셔요", "요", "라서", "지만", "죠", "구요", "고요", "네", "야", "아"];
        !matches!(reading.rest, Rest::Kin) && !of_verbs.contains(&tail)
    }

    /// A given name that begins what is said, with what only its bearer does: 시우가 열이 나서.
    fn opens(&self, at: usize, reading: &Reading<'_>) -> bool {
        let tail = &self.words.words[at].text[reading.name.len()..];
        let person = matches!(tail, "에게" | "한테" | "이한테" | "이에게");
        let own = matches!(tail, "이가" | "가" | "이는" | "이네" | "이를") && at == 0;
        let called = matches!(tail, "아" | "야") && (at == 0 || self.words.gap_before(at).contains(['\n', '.', '!', '"', '\'']));
        !NATIVE.contains(reading.name) && (person || own || called)
    }

    /// 왕사장님; 이 기사님 and 연기자 are nobody in particular.
    fn family_titled(&self, at: usize, reading: &Reading<'_>) -> bool {
        const NO_FAMILY: &str = "이한전현주부여남본총각타정신조명수공원강문방기지구고우양소사차연두호가동라온선";
        let tail = &self.words.words[at].text[reading.name.len()..];
        let ranked = RANKS.iter().any(|rank| tail.starts_with(rank));
        // 이과장님 is one, 이 과장님 is this one.
        let usual = "이정조강신문방지구고우양차연전한".contains(reading.name) && !tail.starts_with("기사") && tail.contains('님');
        ranked && (usual || !NO_FAMILY.contains(reading.name))
    }

    /// 심 과장님, 노 선생님; 이 과장님 and 전 직원 are anybody.
    fn family_apart(&self, at: usize) -> bool {
        const NO_FAMILY: &str = "이한전현주부여남본총각타그저두세네내제새옛온왜안모동고간지박온";
        let word = self.words.words[at].text;
        let next = self.words.get(at + 1).filter(|next| next.korean && self.words.gap_after(at) == " ");
        let ranked = next.is_some_and(|next| {
            RANKS.iter().any(|rank| next.text.strip_prefix(rank).is_some_and(|more| more.strip_prefix(['님', '쌤']).is_some_and(hangs) || *rank == "쌤" && hangs(more)))
        });
        ranked && !NO_FAMILY.contains(word)
    }

    /// A title or 쌤 behind a name, in its word or the next.
    fn titled_after(&self, at: usize, rest: Rest) -> bool {
        if matches!(rest, Rest::Title | Rest::Honour | Rest::Kin) {
            return true;
        }
        let next = self.words.get(at + 1).filter(|next| next.korean);
        let blank = matches!(self.words.gap_after(at), " " | "");
        let minor = next.is_some_and(|next| matches!(next.text.strip_prefix(['양', '군']), Some("" | "이" | "은" | "의" | "을" | "과")));
        rest == Rest::Nothing && blank && next.is_some_and(|next| minor || is_title(next.text) || is_kin(next.text) || with_honour(next.text))
    }

    /// A given name alone needs more than a trade behind it, which may follow any word: 민지 고객님, 하준맘.
    fn polite(&self, at: usize, rest: Rest) -> bool {
        let next = self.words.get(at + 1).filter(|next| next.korean && matches!(self.words.gap_after(at), " " | ""));
        let elder = ["언니", "누나", "형", "오빠", "이모", "삼촌", "엄마", "아빠", "어머니", "아버지", "할머니", "할아버지", "고모"];
        let kin = next.is_some_and(|next| is_kin(next.text) && elder.iter().any(|elder| next.text.starts_with(elder)));
        rest == Rest::Kin
            || kin && (rest == Rest::Nothing || self.words.words[at].text.ends_with('네'))
            || rest == Rest::Nothing
                && next.is_some_and(|next| {
                    (is_title(next.text) || with_honour(next.text)) && next.text.contains(['님', '쌤', '샘', '씨']) || next.text.starts_with(['쌤', '샘'])
                })
    }

    fn titled_before(&self, at: usize) -> bool {
        let before = self.words.before(at).filter(|before| before.korean);
        let near = matches!(self.words.gap_before(at), " " | " '" | " \"" | "(" | ": " | ":");
        near && before.is_some_and(|before| is_title(before.text) || is_kin(before.text))
    }

    /// Somebody's child, friend, and so on.
    fn kin(&self, at: usize, rest: Rest) -> bool {
        let before = self.words.before(at).filter(|before| before.korean);
        self.words.gap_before(at) == " "
            && matches!(rest, Rest::Nothing | Rest::Particle | Rest::Being | Rest::Saying)
            && before.is_some_and(|before| is_kin(before.text))
    }

    /// 라고 합니다, 라는 분.
    fn said(&self, at: usize, rest: Rest) -> bool {
        if rest != Rest::Saying {
            return false;
        }
        let word = self.words.words[at].text;
        let spoken = ["합니다", "해요", "하는데", "하고", "하는", "합니", "함", "해"];
        let tail = |word: &str| spoken.iter().any(|tail| word.starts_with(tail));
        spoken.iter().any(|tail| word.ends_with(tail) && (word.contains("라고")))
            || self.words.get(at + 1).is_some_and(|next| tail(next.text) || is_title(next.text) || PEOPLE.iter().any(|who| next.text.starts_with(who)))
    }

    /// Beside a telephone number, an account or an address.
    fn beside_number(&self, at: usize, rest: Rest) -> bool {
        const BETWEEN: &[char] = &[' ', ',', '/', '(', ')', '-', ':', '·', '|', '<', '"', '>', '\n', '[', ']', '_', '\''];
        // 352-0001-0001-01 농협 김마루
        let bank = self.words.before(at).filter(|before| {
            self.words.gap_before(at) == " "
                && (before.text.ends_with("은행") || before.text.ends_with("뱅크") || BANKS.contains(&before.text))
        });
        let word = bank.map_or(self.words.words[at], |bank| words::Word { start: bank.start, ..self.words.words[at] });
        let between = |from: usize, to: usize| {
            self.words.text.get(from..to).is_some_and(|gap| gap.len() <= 4 && gap.chars().all(|c| BETWEEN.contains(&c)))
        };
        let after = matches!(rest, Rest::Nothing | Rest::Being | Rest::Honour | Rest::Towards | Rest::Particle);
        self.told.iter().any(|hit| {
            hit.end <= word.start && after && between(hit.end, word.start)
                || word.end <= hit.start && rest == Rest::Nothing && between(word.end, hit.start)
        })
    }

    /// Whether a sentence goes on before or behind.
    fn amid_words(&self, at: usize) -> bool {
        let korean = |at: Option<words::Word<'_>>| at.is_some_and(|word| word.korean);
        self.words.gap_before(at) == " " && korean(self.words.before(at))
            || self.words.gap_after(at) == " " && korean(self.words.get(at + 1))
    }

    /// A line that says nothing else, or an item of a list.
    fn stands_alone(&self, at: usize, rest: Rest) -> bool {
        let (before, after) = (self.words.gap_before(at), self.words.gap_after(at));
        let edge = |gap: &str, end: bool| gap.contains(['\n', '→', '|', '<', '>', '"', '\'', '(', ')', ':']) || end;
        let age = after.starts_with('(') && after[1..].starts_with(|c: char| c.is_ascii_digit());
        rest == Rest::Nothing
            && (age || edge(before, at == 0) && edge(after, at + 1 == self.words.words.len() && at > 0))
    }

    /// 이름으로, 명의, 앞으로, 드림.
    fn followed(&self, at: usize, rest: Rest) -> bool {
        let Some(next) = self.words.get(at + 1).filter(|next| next.korean) else { return false };
        let near = matches!(self.words.gap_after(at), " " | "" | "\n");
        let named = ["이름", "명의", "성함", "드림", "올림", "배상", "본인", "귀하", "앞으로", "라는", "이라는"];
        let booked = ["예약", "가입", "주문", "등록", "결제", "접수", "되어", "돼", "입금", "잡", "신청", "보내", "바꿔", "변경"];
        near && (rest == Rest::Nothing && (next.text == "앞" || named.iter().any(|word| next.text.starts_with(word)))
            || rest == Rest::Towards && booked.iter().any(|word| next.text.starts_with(word)))
    }

    /// 저는 …입니다.
    fn by_oneself(&self, at: usize) -> bool {
        const SELF: &[&str] = &["저는", "전", "저", "나는", "난", "제가", "저희는", "여기는", "여긴", "내가", "네", "이름은", "성함은", "이름이", "아니고", "아니라", "이름", "본명은", "실명은"];
        let before = self.words.before(at).filter(|_| matches!(self.words.gap_before(at), " " | ", "));
        before.is_some_and(|before| SELF.contains(&before.text))
    }

    /// 어제 주문한 …입니다, 302호 사는 …예요.
    fn who(&self, at: usize) -> bool {
        const DONE: &[&str] = &["주문한", "주문했던", "전화한", "전화했던", "예약한", "예약했던", "신청한", "사는", "문의한", "문의했던", "문의드린", "통화한", "통화했던", "상담한", "상담받은",
            "가입한", "구매한", "다녀온", "방문한", "연락드린", "전화드린", "말씀드린", "등록한", "접수한", "쓴", "올린", "남긴", "작성한", "보낸", "다니는", "일하는", "운영하는", "받은"];
        self.words.gap_before(at) == " " && self.words.before(at).is_some_and(|before| DONE.contains(&before.text))
    }

    /// 리샤오룽 이름으로, 명의로: any word that is none of ours.
    fn in_the_name_of(&self, at: usize, rest: Rest) -> bool {
        let next = self.words.get(at + 1).filter(|next| next.korean && self.words.gap_after(at) == " ");
        let name = self.words.words[at].text;
        rest == Rest::Nothing
            && name.chars().count() >= 3
            && shape::could_be_whole(name)
            && next.is_some_and(|next| ["이름으로", "명의로", "명의의", "성함으로"].iter().any(|as_whom| next.text.starts_with(as_whom)))
    }

    /// The first word of a text or line, of what somebody says, or behind a greeting.
    fn begins(&self, at: usize) -> bool {
        let gap = self.words.gap_before(at);
        let greeted = self.words.before(at).is_some_and(|before| {
            ["안녕", "수고", "여보세요", "반갑"].iter().any(|hello| before.text.starts_with(hello))
        });
        at == 0 || greeted || gap.contains([':', '\n', '.', '!', '?'])
    }

    /// A name behind a label, in whatever form.
    fn labelled(&mut self, at: usize) -> bool {
        let Some(label) = labels::before(self.words, at) else { return false };
        let word = self.words.words[at];
        let all = readings(word.text);
        if let Some((to, end)) = self.apart(at).filter(|_| label == Label::Name) {
            self.hide(at, to, end);
            return true;
        }
        if let Some(to) = self.foreign(at).filter(|to| label == Label::Name || *to > at) {
            let end = self.words.words[to].start + foreign_part(self.words.words[to].text).unwrap_or(self.words.words[to].text).len();
            self.hide(at, to, end);
            return true;
        }
        let sure = label == Label::Name;
        let least = |least: Shape| {
            all.iter().find(move |reading| reading.shape >= least && (sure || !is_doubtful(reading.name)))
        };
        let best = match label {
            Label::Name => least(Shape::Whole).or_else(|| least(Shape::Given)).or_else(|| {
                // 보낸사람: 쇼핑몰
                least(Shape::Loose).filter(|reading| !is_firm(reading.name))
            }),
            Label::Role => least(Shape::Whole).or_else(|| least(Shape::Given).filter(|reading| reading.rest == Rest::Nothing)),
            Label::Perhaps => least(Shape::Whole)
                .or_else(|| least(Shape::Given).filter(|reading| matches!(reading.rest, Rest::Being | Rest::Saying))),
        };
        if let Some(reading) = best {
            self.found[at] = Some((word.start, word.start + reading.name.len()));
        } else if label == Label::Name && self.fills(at)
            || label != Label::Name && self.fills(at) && shape::could_be_whole(word.text)
        {
            self.found[at] = Some((word.start, word.end));
        }
        self.found[at].is_some()
    }

    /// 이름: 이루다 — whatever begins like a name and is all that the field holds.
    fn fills(&self, at: usize) -> bool {
        let word = self.words.words[at].text;
        let ended = self.words.gap_after(at).starts_with(['\n', ',', '/', ')', ']', '|', ';']) || at + 1 == self.words.words.len();
        ended && (2..=4).contains(&word.chars().count()) && shape::family(word).is_some() && !is_word(word)
    }

    /// 김 하 늘, 김 하늘, 도 현.
    fn apart(&self, at: usize) -> Option<(usize, usize)> {
        let first = self.words.words[at];
        if !is_family(first.text) {
            return None;
        }
        let mut letters = first.text.chars().count();
        let mut to = at;
        while let Some(next) = self.words.get(to + 1).filter(|next| next.korean) {
            let count = next.text.chars().count();
            let single = count == 1 && to - at < 3;
            let whole = count == 2 && to == at && !is_word(next.text);
            if self.words.gap_after(to) != " " || !(single || whole) {
                break;
            }
            letters += count;
            to += 1;
        }
        (to > at && letters <= 4).then_some((to, self.words.words[to].end))
    }

    /// 남궁 민입니다, 이 수 민 입니다.
    fn spaced(&mut self, at: usize) -> bool {
        let word = self.words.words[at];
        let blank = |at: usize| self.words.gap_after(at) == " ";
        let korean = |at: usize| self.words.get(at).filter(|word| word.korean);
        if !is_family(word.text) || !blank(at) {
            return false;
        }
        if word.text.chars().count() == 2 {
            let all = korean(at + 1).map(|next| readings(next.text)).unwrap_or_default();
            let given = all.iter().find(|reading| {
                let short = reading.name.chars().count() <= 2 && shape::ends_given(reading.name);
                short && matches!(reading.rest, Rest::Being | Rest::Honour | Rest::Saying)
            });
            let end = given.and_then(|given| korean(at + 1).map(|next| next.start + given.name.len()));
            if let Some(end) = end {
                self.hide(at, at + 1, end);
            }
            return end.is_some();
        }
        // 김 서연 고객
        let given = korean(at + 1).filter(|_| !"이한전현주부여그저두세네내제새안모".contains(word.text)).and_then(|next| {
            let all = readings(next.text);
            let reading = all.iter().find(|reading| reading.shape == Shape::Given && reading.name.chars().count() == 2)?;
            let called = matches!(reading.rest, Rest::Being | Rest::Saying | Rest::Honour | Rest::Title);
            (called || self.titled_after(at + 1, reading.rest)).then_some(next.start + reading.name.len())
        });
        if let Some(end) = given {
            self.hide(at, at + 1, end);
            return true;
        }
        let single = |at: usize| korean(at).is_some_and(|word| word.text.chars().count() == 1);
        let is_said = korean(at + 3).is_some_and(|word| {
            ["입니다", "이라고", "라고", "님", "씨", "이에요", "예요", "인데요"].iter().any(|said| word.text.starts_with(said))
        });
        if !(single(at + 1) && single(at + 2) && blank(at + 1) && blank(at + 2) && is_said) {
            return false;
        }
        let end = self.words.words[at + 2].end;
        self.hide(at, at + 2, end);
        true
    }

    /// The last word of a name in another tongue that begins here.
    fn foreign(&self, at: usize) -> Option<usize> {
        let mut to = None;
        for next in at..at + 4 {
            let Some(word) = self.words.get(next).filter(|word| word.korean) else { break };
            if next > at && !matches!(self.words.gap_before(next), " " | "-" | "·") {
                break;
            }
            // 제니퍼 리: a family name of one letter may come last.
            let family = next > at && (is_family(word.text) || word.text == "킴");
            let Some(part) = foreign_part(word.text).or_else(|| family.then_some(word.text)).or_else(|| last_part(word.text, next > at)) else { break };
            to = Some(next);
            if part.len() < word.text.len() {
                break;
            }
        }
        let to = to?;
        let letters = self.words.words[at..=to].iter().map(|word| word.text.chars().count()).sum::<usize>();
        (letters >= 2).then_some(to)
    }

    /// 님 and 씨 may follow any name; what is no name is known by its words.
    fn honoured(&mut self, at: usize) -> bool {
        let word = self.words.words[at];
        let own = honour(word.text);
        let next = self.words.get(at + 1).filter(|next| next.korean && self.words.gap_after(at) == " ");
        let apart = next.and_then(|next| {
            let (honour, more) = split_honour(next.text)?;
            (hangs(more)).then_some(honour)
        });
        let (name, seed) = match (own, apart) {
            (Some((name, honour)), _) if !name.is_empty() => (name, honour == '씨'),
            (_, Some(honour)) => (word.text, honour == '씨'),
            _ => return false,
        };
        let Some((from, to)) = honoured_name(name, seed, word.text) else { return false };
        if name.chars().count() == 1 && !(seed && is_family(name) && self.is_somebody(at, own.is_some())) {
            return false;
        }
        // 마리아 산토스 님, 김 하늘 님
        let mut first = at;
        while first > 0
            && self.words.gap_before(first) == " "
            && self.words.before(first).is_some_and(|before| foreign_part(before.text) == Some(before.text))
            && FOREIGN.contains(name)
        {
            first -= 1;
        }
        if self.words.before(first).is_some_and(|before| is_family(before.text) && before.text != "이")
            && self.words.gap_before(first) == " "
            && (1..=2).contains(&name.chars().count())
        {
            first -= 1;
        }
        if first < at {
            self.hide(first, at, word.start + to);
        } else {
            self.found[at] = Some((word.start + from, word.start + to));
        }
        true
    }

    /// 이씨 alone is an oath; 이 씨가 and 우씨 아저씨 are people.
    fn is_somebody(&self, at: usize, own: bool) -> bool {
        let tail = if own { self.words.words[at].text } else { self.words.words[at + 1].text };
        let next = self.words.get(at + if own { 1 } else { 2 });
        let ended = tail.ends_with('씨');
        !own || !ended || next.is_some_and(|next| is_kin(next.text) || is_title(next.text) || next.text.starts_with("아저"))
    }

    /// A name of another tongue with a title, or called so: 제니퍼 리 고객, 압둘 라흐만이라고.
    fn spelled(&mut self, at: usize) -> bool {
        let Some(to) = self.foreign(at) else { return false };
        let last = self.words.words[to];
        let part = foreign_part(last.text).or_else(|| last_part(last.text, to > at)).unwrap_or(last.text);
        let rest = readings(last.text).into_iter().find(|reading| reading.name == part).map_or(Rest::Nothing, |r| r.rest);
        let called = self.titled_after(to, rest) || self.said(to, rest) || self.titled_before(at) || self.beside_number(to, rest);
        let introduced = (self.by_oneself(at) || self.begins(at)) && rest == Rest::Being;
        let letters = part.chars().count();
        if !(called || introduced) || to == at && letters < 2 {
            return false;
        }
        self.hide(at, to, last.start + part.len());
        true
    }

    /// Emily 선생님, 이름 KIM MINSEO, Jay님.
    fn latin(&mut self, at: usize) {
        let mut to = at;
        let large = |at: usize| {
            self.words.get(at).is_some_and(|word| !word.korean && word.text.starts_with(char::is_uppercase))
        };
        if !large(at) {
            return;
        }
        while large(to + 1) && matches!(self.words.gap_after(to), " " | "/" | ". " | "-" | ", ") && to - at < 3 {
            to += 1;
        }
        let end = self.words.words[to].end;
        let next = self.words.get(to + 1).filter(|next| next.korean && matches!(self.words.gap_after(to), "" | " "));
        let called = next.is_some_and(|next| {
            let title = is_title(next.text) && !next.text.starts_with("고객") && !next.text.starts_with("회원");
            title || with_honour(next.text) && split_honour(next.text).is_some()
        });
        let brand = self.words.words[at..=to].iter().all(|word| NOBODY.contains(word.text) || word.text.len() < 2);
        let label = labels::before(self.words, at);
        let name_label = label.is_some_and(|label| label >= Label::Role)
            || label == Some(Label::Perhaps) && self.words.before(at).is_some_and(|before| before.text.starts_with("이름") || before.text.starts_with("성함"));
        let long = self.words.words[at..=to].iter().any(|word| word.text.len() > 2);
        if !brand && (called || name_label) && long {
            self.hide(at, to, end);
        }
    }

    /// 김마루, 한서우 님; 김마루와 한서우.
    fn beside_each_other(&mut self) {
        for _ in 0..2 {
            for at in 0..self.found.len() {
                if self.found[at].is_some() || !self.words.words[at].korean {
                    continue;
                }
                let word = self.words.words[at];
                let listed = |gap: &str| matches!(gap, ", " | "," | "·" | "/" | " / " | " & " | "&" | "、" | " · " | "→" | "->" | " → ");
                let found = |at: usize| self.found.get(at).is_some_and(Option::is_some);
                let before = at > 0 && found(at - 1) && listed(self.words.gap_before(at));
                let after = found(at + 1) && listed(self.words.gap_after(at));
                let joined = found(at + 1) && self.words.gap_after(at) == " ";
                let name = readings(word.text).into_iter().find(|reading| {
                    let and = matches!(&word.text[reading.name.len()..], "과" | "와" | "랑" | "이랑" | "하고");
                    reading.shape >= Shape::Whole && (before || after && reading.rest == Rest::Nothing || joined && and)
                });
                if let Some(reading) = name {
                    self.found[at] = Some((word.start, word.start + reading.name.len()));
                }
            }
        }
    }

    /// Who was named once is meant wherever the name stands again.
    fn again(&mut self) {
        let known: Vec<&str> = self
            .found
            .iter()
            .flatten()
            .filter_map(|(start, end)| self.words.text.get(*start..*end))
            .filter(|name| name.chars().count() >= 2 && !name.contains(' '))
            .collect();
        for at in 0..self.found.len() {
            let word = self.words.words[at];
            let name = known.iter().find(|name| word.text.starts_with(**name)).filter(|_| self.found[at].is_none());
            if let Some(name) = name
                && readings(word.text).iter().any(|reading| reading.name == *name)
            {
                self.found[at] = Some((word.start, word.start + name.len()));
            }
        }
    }
}

const BANKS: &[&str] = &[
    "국민", "신한", "우리", "하나", "농협", "기업", "카카오", "카뱅", "토스", "토뱅", "새마을금고", "새마을", "우체국", "수협", "신협", "예금주",
    "대구", "부산", "광주", "전북", "경남", "제주", "씨티", "산업", "제일", "통장", "계좌",
];

/// Ranks that go with a family name alone.
const RANKS: &[&str] = &[
    "팀장", "과장", "차장", "부장", "실장", "점장", "사장", "원장", "대리", "주임", "대표", "매니저", "선생", "교수", "기사", "강사",
    "코치", "간호사", "상담사", "소장", "이사", "셰프", "프로", "쌤", "샘", "원장", "약사", "전무", "상무", "계장", "사원",
];

/// What 라는 is followed by when somebody is meant.
const PEOPLE: &[&str] = &["사람", "분", "직원", "이름", "여자", "남자", "친구", "학생", "고객", "기사", "미국인", "놈", "아이"];

/// What ends like a firm or a part of one.
fn is_firm(word: &str) -> bool {
    const ENDS: &[&str] = &[
        "센터", "몰", "팀", "본사", "지사", "점", "부서", "처", "실", "국", "청", "협회", "마트", "은행", "카드", "전자", "상사", "물산",
        "식품", "테크", "컴퍼니", "스토어", "샵", "업체", "회사", "상회", "상점", "공방", "농장", "병원", "의원", "약국", "학교", "학원",
        "택배", "통운", "물류", "유통", "산업", "건설", "보험", "증권", "화학", "제약", "푸드", "패션", "뷰티", "코리아", "닷컴",
    ];
    ENDS.iter().any(|end| word.ends_with(end))
}

fn two_letters(word: &str) -> bool {
    word.chars().count() == 2 && word.starts_with(['김', '박', '최', '윤', '허', '황', '권', '정', '송']) && !is_word(word) && shape::ends_given(word)
}

/// The part of a word that is a name of another tongue, whatever hangs on it.
fn foreign_part(word: &str) -> Option<&str> {
    if FOREIGN.contains(word) {
        return Some(word);
    }
    readings(word).into_iter().map(|reading| reading.name).find(|name| FOREIGN.contains(name) && name.chars().count() > 1)
}

/// The last part of a longer name may have one letter: 부이 티 란님.
fn last_part(word: &str, follows: bool) -> Option<&str> {
    let at = word.chars().next().map(char::len_utf8)?;
    let (part, rest) = word.split_at(at);
    let (_, more) = split_honour(rest)?;
    (follows && FOREIGN.contains(part) && hangs(more)).then_some(part)
}

fn split_honour(word: &str) -> Option<(char, &str)> {
    let mut letters = word.chars();
    let honour = letters.next().filter(|c| matches!(c, '님' | '씨' | '쌤'))?;
    Some((honour, letters.as_str()))
}

/// A word that is what somebody is called, known or not: 설계사님.
fn with_honour(word: &str) -> bool {
    honour(word).is_some_and(|(name, honour)| honour == '님' && (name.is_empty() || is_role(name)))
        || split_honour(word).is_some_and(|(_, more)| hangs(more))
}

/// The word before 님 or 씨, when what follows may follow them.
fn honour(word: &str) -> Option<(&str, char)> {
    let (at, honour) = word.char_indices().rev().find(|(_, c)| matches!(c, '님' | '씨'))?;
    hangs(&word[at + honour.len_utf8()..]).then_some((&word[..at], honour))
}

/// What ends like a trade: 설계사, 승무원, 집주인.
fn is_role(word: &str) -> bool {
    is_word(word)
        || word.chars().count() >= 3
            && word.ends_with(['사', '원', '장', '자', '관', '주', '생', '수', '인', '모', '너', '터', '러', '저', '가', '리', '부', '트', '이'])
            && !shape::shape(word).is_some_and(|shape| shape >= Shape::Whole)
}

/// Where in the word before 님 or 씨 the name stands; `None` when it is no name.
fn honoured_name(word: &str, seed: bool, whole: &str) -> Option<(usize, usize)> {
    if seed && SEEDS.iter().any(|known| format!("{word}씨").ends_with(known)) || NOBODY.contains(word) && !(seed && NATIVE.contains(word)) {
        return None;
    }
    if TITLES.contains(word) || is_word(word) && !NATIVE.contains(word) && !FOREIGN.contains(word) {
        return None;
    }
    // 김마루고객님 holds a name before what they are called.
    let title = TITLES.iter().chain(NOBODY.iter()).filter(|title| title.chars().count() > 1 && word.ends_with(**title));
    if let Some(title) = title.max_by_key(|title| title.len()) {
        let name = &word[..word.len() - title.len()];
        let looks = shape::shape(name).is_some_and(|shape| shape >= Shape::Given);
        if looks {
            return Some((0, name.len()));
        }
        let mut reading = readings(whole).into_iter().filter(|reading| reading.shape >= Shape::Whole);
        return reading.next().map(|reading| (0, reading.name.len()));
    }
    let count = word.chars().count();
    if is_role(word) && count >= 3 || shape::of_a_verb(word) && count > 3 {
        return None;
    }
    if count <= 4 {
        return Some((0, word.len()));
    }
    // Words glued before a name: the last three letters when they look like one.
    let (at, _) = word.char_indices().rev().nth(2)?;
    shape::shape(&word[at..]).is_some_and(|shape| shape >= Shape::Whole).then_some((at, word.len()))
}
