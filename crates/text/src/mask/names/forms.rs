//! Names behind the labels of forms, in whatever shape: spaced out, in Latin letters, of another tongue.

use super::super::lexicon::NOBODY;
use super::Names;
use super::foreign::foreign_part;
use super::honours::{split_honour, with_honour};
use super::labels::{self, Label};
use super::reading::{Rest, is_title, readings};
use super::shape::{self, Shape, is_doubtful, is_family, is_word};

impl Names<'_, '_> {
    /// A name behind a label, in whatever form.
    pub(super) fn labelled(&mut self, at: usize) -> bool {
        let Some(label) = labels::before(self.words, at) else { return false };
        let word = self.words.words[at];
        let all = readings(word.text);
        if let Some((to, end)) = self.apart(at).filter(|_| label == Label::Name) {
            self.hide(at, to, end);
            return true;
        }
        if let Some(to) = self.foreign(at).filter(|to| label == Label::Name || *to > at) {
            let end = self.words.words[to].start
                + foreign_part(self.words.words[to].text).unwrap_or(self.words.words[to].text).len();
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
            Label::Role => {
                least(Shape::Whole).or_else(|| least(Shape::Given).filter(|reading| reading.rest == Rest::Nothing))
            }
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
    pub(super) fn fills(&self, at: usize) -> bool {
        let word = self.words.words[at].text;
        let ended = self.words.gap_after(at).starts_with(['\n', ',', '/', ')', ']', '|', ';'])
            || at + 1 == self.words.words.len();
        ended && (2..=4).contains(&word.chars().count()) && shape::family(word).is_some() && !is_word(word)
    }

    /// 김 하 늘, 김 하늘, 도 현.
    pub(super) fn apart(&self, at: usize) -> Option<(usize, usize)> {
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

    /// Emily 선생님, 이름 KIM MINSEO, Jay님.
    pub(super) fn latin(&mut self, at: usize) {
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
            || label == Some(Label::Perhaps)
                && self
                    .words
                    .before(at)
                    .is_some_and(|before| before.text.starts_with("이름") || before.text.starts_with("성함"));
        let long = self.words.words[at..=to].iter().any(|word| word.text.len() > 2);
        if !brand && (called || name_label) && long {
            self.hide(at, to, end);
        }
    }

    /// 남궁 민입니다, 이 수 민 입니다.
    pub(super) fn spaced(&mut self, at: usize) -> bool {
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
        let given =
            korean(at + 1).filter(|_| !"이한전현주부여그저두세네내제새안모".contains(word.text)).and_then(|next| {
                let all = readings(next.text);
                let reading =
                    all.iter().find(|reading| reading.shape == Shape::Given && reading.name.chars().count() == 2)?;
                let called = matches!(reading.rest, Rest::Being | Rest::Saying | Rest::Honour | Rest::Title);
                (called || self.titled_after(at + 1, reading.rest)).then_some(next.start + reading.name.len())
            });
        if let Some(end) = given {
            self.hide(at, at + 1, end);
            return true;
        }
        let single = |at: usize| korean(at).is_some_and(|word| word.text.chars().count() == 1);
        let is_said = korean(at + 3).is_some_and(|word| {
            ["입니다", "이라고", "라고", "님", "씨", "이에요", "예요", "인데요"]
                .iter()
                .any(|said| word.text.starts_with(said))
        });
        if !(single(at + 1) && single(at + 2) && blank(at + 1) && blank(at + 2) && is_said) {
            return false;
        }
        let end = self.words.words[at + 2].end;
        self.hide(at, at + 2, end);
        true
    }
}

/// What ends like a firm or a part of one.
fn is_firm(word: &str) -> bool {
    const ENDS: &str = "센터|몰|팀|본사|지사|점|부서|처|실|국|청|협회|마트|은행|카드|전자|상사|물산|식품|테크|컴퍼니|스토어|샵|\
        업체|회사|상회|상점|공방|농장|병원|의원|약국|학교|학원|택배|통운|물류|유통|산업|건설|보험|증권|화학|\
        제약|푸드|패션|뷰티|코리아|닷컴";
    ENDS.split('|').any(|end| word.ends_with(end))
}
