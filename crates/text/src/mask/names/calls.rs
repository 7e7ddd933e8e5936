//! What stands around a word and calls for a name: a title, a number, what somebody says of themselves.

use super::super::lexicon::{NATIVE, one_of};
use super::Names;
use super::honours::with_honour;
use super::reading::{Reading, Rest, hangs, is_kin, is_title};
use super::shape::{self, Shape, is_doubtful, is_word};
use super::words::Word;

/// Ranks that go with a family name alone.
const RANKS: &str = "팀장|과장|차장|부장|실장|점장|사장|원장|대리|주임|대표|매니저|선생|교수|기사|강사|코치|간호사|상담사|\
    소장|이사|셰프|프로|쌤|샘|원장|약사|전무|상무|계장|사원";

const BANKS: &str = "국민|신한|우리|하나|농협|기업|카카오|카뱅|토스|토뱅|새마을금고|새마을|우체국|수협|신협|예금주|대구|부산|\
    광주|전북|경남|제주|씨티|산업|제일|통장|계좌";

/// What 라는 is followed by when somebody is meant.
const PEOPLE: &[&str] =
    &["사람", "분", "직원", "이름", "여자", "남자", "친구", "학생", "고객", "기사", "미국인", "놈", "아이"];

impl Names<'_, '_> {
    /// Whether what stands around a word calls for a name that looks as much like one as this.
    pub(super) fn called(&self, at: usize, reading: &Reading<'_>) -> bool {
        let Reading { shape, rest, .. } = *reading;
        if shape == Shape::Family {
            return rest == Rest::Title && self.family_titled(at, reading)
                || rest == Rest::Nothing && self.family_apart(at);
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
                    || self.polite(at, rest)
                        && !reading.name.ends_with(['이', '가', '은', '는', '을', '를', '에', '도', '로'])
                    || rest == Rest::Nothing
                        && (self.beside_number(at, rest) && !self.amid_words(at) || self.followed(at, rest))
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
    pub(super) fn amid(&self, at: usize, reading: &Reading<'_>) -> bool {
        let word = self.words.words[at].text;
        let tail = &word[reading.name.len()..];
        let of_verbs = [
            "고", "구", "나", "며", "네요", "세요", "신데", "셔요", "요", "라서", "지만", "죠", "구요", "고요", "네",
            "야", "아",
        ];
        !matches!(reading.rest, Rest::Kin) && !of_verbs.contains(&tail)
    }

    /// A given name that begins what is said, with what only its bearer does: 시우가 열이 나서.
    pub(super) fn opens(&self, at: usize, reading: &Reading<'_>) -> bool {
        let tail = &self.words.words[at].text[reading.name.len()..];
        let person = matches!(tail, "에게" | "한테" | "이한테" | "이에게" | "이랑" | "이랑은" | "이하고");
        let own = matches!(tail, "이가" | "가" | "이는" | "이네" | "이를") && at == 0;
        let called =
            matches!(tail, "아" | "야") && (at == 0 || self.words.gap_before(at).contains(['\n', '.', '!', '"', '\'']));
        !NATIVE.contains(reading.name) && (person || own || called)
    }

    /// 왕사장님; 이 기사님 and 연기자 are nobody in particular.
    pub(super) fn family_titled(&self, at: usize, reading: &Reading<'_>) -> bool {
        const NO_FAMILY: &str = "이한전현주부여남본총각타정신조명수공원강문방기지구고우양소사차연두호가동라온선";
        let tail = &self.words.words[at].text[reading.name.len()..];
        let ranked = RANKS.split('|').any(|rank| tail.starts_with(rank));
        // 이과장님 is one, 이 과장님 is this one.
        let usual = "이정조강신문방지구고우양차연전한".contains(reading.name)
            && !tail.starts_with("기사")
            && tail.contains('님');
        ranked && (usual || !NO_FAMILY.contains(reading.name))
    }

    /// 심 과장님, 노 선생님; 이 과장님 and 전 직원 are anybody.
    pub(super) fn family_apart(&self, at: usize) -> bool {
        const NO_FAMILY: &str = "이한전현주부여남본총각타그저두세네내제새옛온왜모동간";
        let word = self.words.words[at].text;
        let next = self.words.get(at + 1).filter(|next| next.korean && self.words.gap_after(at) == " ");
        // Few words are these, so that a mere rank will do: 최 부장.
        let plain = "김박최윤임권황송류홍손백허곽".contains(word);
        let ranked = next.is_some_and(|next| {
            RANKS.split('|').any(|rank| {
                next.text.strip_prefix(rank).is_some_and(|more| {
                    more.strip_prefix(['님', '쌤']).is_some_and(hangs) || (rank == "쌤" || plain) && hangs(more)
                })
            })
        });
        ranked && !NO_FAMILY.contains(word)
    }

    /// A title or 쌤 behind a name, in its word or the next.
    pub(super) fn titled_after(&self, at: usize, rest: Rest) -> bool {
        if matches!(rest, Rest::Title | Rest::Honour | Rest::Kin) {
            return true;
        }
        let next = self.words.get(at + 1).filter(|next| next.korean);
        let blank = matches!(self.words.gap_after(at), " " | "");
        let minor = next.is_some_and(|next| {
            matches!(next.text.strip_prefix(['양', '군']), Some("" | "이" | "은" | "의" | "을" | "과"))
        });
        rest == Rest::Nothing
            && blank
            && next.is_some_and(|next| minor || is_title(next.text) || is_kin(next.text) || with_honour(next.text))
    }

    /// A given name alone needs more than a trade behind it, which may follow any word: 민지 고객님, 하준맘.
    pub(super) fn polite(&self, at: usize, rest: Rest) -> bool {
        let next = self.words.get(at + 1).filter(|next| next.korean && matches!(self.words.gap_after(at), " " | ""));
        let elder = [
            "언니",
            "누나",
            "형",
            "오빠",
            "이모",
            "삼촌",
            "엄마",
            "아빠",
            "어머니",
            "아버지",
            "할머니",
            "할아버지",
            "고모",
        ];
        let kin = next.is_some_and(|next| is_kin(next.text) && elder.iter().any(|elder| next.text.starts_with(elder)));
        rest == Rest::Kin
            || kin && (rest == Rest::Nothing || self.words.words[at].text.ends_with(['네', '이']))
            || self.words.words[at].text.ends_with('네') && next.is_some_and(|next| next.text.starts_with('집'))
            || rest == Rest::Nothing
                && next.is_some_and(|next| {
                    (is_title(next.text) || with_honour(next.text)) && next.text.contains(['님', '쌤', '샘', '씨'])
                        || next.text.starts_with(['쌤', '샘'])
                })
    }

    pub(super) fn titled_before(&self, at: usize) -> bool {
        let before = self.words.before(at).filter(|before| before.korean);
        let near = matches!(self.words.gap_before(at), " " | " '" | " \"" | "(" | ": " | ":");
        near && before.is_some_and(|before| is_title(before.text) || is_kin(before.text))
    }

    /// Somebody's child, friend, and so on.
    pub(super) fn kin(&self, at: usize, rest: Rest) -> bool {
        let before = self.words.before(at).filter(|before| before.korean);
        self.words.gap_before(at) == " "
            && matches!(rest, Rest::Nothing | Rest::Particle | Rest::Being | Rest::Saying)
            && before.is_some_and(|before| is_kin(before.text))
    }

    /// 라고 합니다, 라는 분.
    pub(super) fn said(&self, at: usize, rest: Rest) -> bool {
        if rest != Rest::Saying {
            return false;
        }
        let word = self.words.words[at].text;
        let spoken = ["합니다", "해요", "하는데", "하고", "하는", "합니", "함", "해"];
        let tail = |word: &str| spoken.iter().any(|tail| word.starts_with(tail));
        spoken.iter().any(|tail| word.ends_with(tail) && (word.contains("라고")))
            || self.words.get(at + 1).is_some_and(|next| {
                tail(next.text) || is_title(next.text) || PEOPLE.iter().any(|who| next.text.starts_with(who))
            })
    }

    /// Beside a telephone number, an account or an address.
    pub(super) fn beside_number(&self, at: usize, rest: Rest) -> bool {
        const BETWEEN: &[char] =
            &[' ', ',', '/', '(', ')', '-', ':', '·', '|', '<', '"', '>', '\n', '[', ']', '_', '\''];
        // 352-0001-0001-01 농협 김마루
        let bank = self.words.before(at).filter(|before| {
            self.words.gap_before(at) == " "
                && (before.text.ends_with("은행") || before.text.ends_with("뱅크") || one_of(BANKS, before.text))
        });
        let word = bank.map_or(self.words.words[at], |bank| Word { start: bank.start, ..self.words.words[at] });
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
    pub(super) fn amid_words(&self, at: usize) -> bool {
        let korean = |at: Option<Word<'_>>| at.is_some_and(|word| word.korean);
        self.words.gap_before(at) == " " && korean(self.words.before(at))
            || self.words.gap_after(at) == " " && korean(self.words.get(at + 1))
    }

    /// A line that says nothing else, or an item of a list.
    pub(super) fn stands_alone(&self, at: usize, rest: Rest) -> bool {
        let (before, after) = (self.words.gap_before(at), self.words.gap_after(at));
        let edge =
            |gap: &str, end: bool| gap.contains(['\n', '→', '-', '|', '<', '>', '"', '\'', '(', ')', ':']) || end;
        let age = after.starts_with('(') && after[1..].starts_with(|c: char| c.is_ascii_digit());
        rest == Rest::Nothing
            && (age || edge(before, at == 0) && edge(after, at + 1 == self.words.words.len() && at > 0))
    }

    /// 이름으로, 명의, 앞으로, 드림.
    pub(super) fn followed(&self, at: usize, rest: Rest) -> bool {
        let Some(next) = self.words.get(at + 1).filter(|next| next.korean) else { return false };
        let near = matches!(self.words.gap_after(at), " " | "" | "\n");
        let named = ["이름", "명의", "성함", "드림", "올림", "배상", "본인", "귀하", "앞으로", "라는", "이라는"];
        let booked = [
            "예약", "가입", "주문", "등록", "결제", "접수", "되어", "돼", "입금", "잡", "신청", "보내", "바꿔", "변경",
            "검색", "조회", "찾", "확인", "저장", "인쇄", "각인",
        ];
        near && (rest == Rest::Nothing && (next.text == "앞" || named.iter().any(|word| next.text.starts_with(word)))
            || rest == Rest::Towards && booked.iter().any(|word| next.text.starts_with(word)))
    }

    /// 저는 …입니다.
    pub(super) fn by_oneself(&self, at: usize) -> bool {
        const SELF: &str =
            "저는|전|저|나는|난|제가|저희는|여기는|여긴|내가|네|이름은|성함은|이름이|아니고|아니라|이름|본명은|실명은";
        let before = self.words.before(at).filter(|_| matches!(self.words.gap_before(at), " " | ", "));
        before.is_some_and(|before| one_of(SELF, before.text))
    }

    /// 어제 주문한 …입니다, 302호 사는 …예요.
    pub(super) fn who(&self, at: usize) -> bool {
        const DONE: &str = "주문한|주문했던|전화한|전화했던|예약한|예약했던|신청한|사는|문의한|문의했던|문의드린|통화한|통화했던|\
            상담한|상담받은|가입한|구매한|다녀온|방문한|연락드린|전화드린|말씀드린|등록한|접수한|쓴|올린|남긴|\
            작성한|보낸|다니는|일하는|운영하는|받은";
        self.words.gap_before(at) == " " && self.words.before(at).is_some_and(|before| one_of(DONE, before.text))
    }

    /// 리샤오룽 이름으로, 명의로: any word that is none of ours.
    pub(super) fn in_the_name_of(&self, at: usize, rest: Rest) -> bool {
        let next = self.words.get(at + 1).filter(|next| next.korean && self.words.gap_after(at) == " ");
        let name = self.words.words[at].text;
        rest == Rest::Nothing
            && name.chars().count() >= 3
            && shape::could_be_whole(name)
            && next.is_some_and(|next| {
                ["이름으로", "명의로", "명의의", "성함으로"].iter().any(|as_whom| next.text.starts_with(as_whom))
            })
    }

    /// The first word of a text or line, of what somebody says, or behind a greeting.
    pub(super) fn begins(&self, at: usize) -> bool {
        let gap = self.words.gap_before(at);
        let greeted = self.words.before(at).is_some_and(|before| {
            ["안녕", "수고", "여보세요", "반갑"].iter().any(|hello| before.text.starts_with(hello))
        });
        at == 0 || greeted || gap.contains([':', '\n', '.', '!', '?'])
    }
}

fn two_letters(word: &str) -> bool {
    word.chars().count() == 2
        && word.starts_with(['김', '박', '최', '윤', '허', '황', '권', '정', '송'])
        && !is_word(word)
        && shape::ends_given(word)
}
