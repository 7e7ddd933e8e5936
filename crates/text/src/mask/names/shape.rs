//! Whether a word looks like a Korean name: a family name that there is, and given letters that parents give.

use super::super::lexicon::{COMMON, FOREIGN, KIN, NATIVE, NOBODY, NOUNS, TITLES};

/// Family names of two letters.
const FAMILY_LONG: [&str; 9] = ["남궁", "황보", "제갈", "선우", "독고", "사공", "서문", "동방", "망절"];
/// Family names that more than a few have.
const FAMILY: &str = "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민나진지엄채원천방공현함변염여추도소석선설마길연위표명기반라왕금옥육인맹제모탁국어은편용예봉경사부가복태목피두감음빈동온호범좌팽승간시갈리림빙";
/// Of these the ones that words begin with more often than people.
const FAMILY_RARE: &str = "가복태목피두감음빈동온호범좌팽승간시갈리림빙부사경";

/// Letters given names begin with and end in.
const FIRST: &str = "가강건경고광교구국규근금기길나남노다단달대도동두라란래려련루류리린마만명모무문미민방범별병보복봄봉빈빛사상새서석선설성세소솔송수순슬승시신아안애양연열영예오온완요용우욱운웅원월유윤율은을의이익인일자장재점정제조종주준중지진찬창채천철초춘충치태평필하학한해행향허헌혁현형혜호홍화환효후훈휘흥희루랑영옥본겨결난낙덕돈득람록면배백벽부삼숙식양언여염엽올왕월임전청총칠탁택통평풍항협말끝필";
const LAST: &str = "늬엘비솜셈려팔칠울가강건걸결겸경고곤관광교구국권규균근금기길나난남녀노늘다단담대덕도돈동두득라란람랑래량련령로록루룡류률름리린림마만명모목무묵문미민배백범별병보복봉빈빛상새샘서석선설섭성세소솔송수숙순술슬승식신실심아안애양언엄연열엽영예오옥온완용우욱운웅원월윤율은을음의이익인일임자장재전점정제조종주준중지진찬창채천철춘출충치탁태택평표필하학한해향헌혁현협형혜호홍화환황회효후훈휘흠흥희";
/// Of these the ones that hardly anything else has, at least not both at once.
const FIRST_SURE: &str = "가건경규근기나다대도동라란로루리린미민별병보봄새상서석선성세소솔수순슬승시아안애연영예오온용우유윤율은이인일재정종주준지진찬창채철초춘태하한해현형혜호홍화환효희훈라";
const LAST_SURE: &str = "엘건결겸경규균근길나늘담라란람랑령린림미민범별빈빛섭샘서석선설성세솔수숙순슬승식아안애연열엽영예옥온용우욱운웅원유윤율은음이인일자재정제종주준지진찬창채철춘태택하한헌혁현협형혜호홍화환후훈휘희";

/// How much a word looks like a name, from little to all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shape {
    /// A family name alone.
    Family,
    /// No word that we know.
    Loose,
    /// A given name, or one of another tongue.
    Given,
    /// A family name with letters behind it that could be given.
    Whole,
    /// The same with letters that are mostly given.
    Sure,
}

/// Syllables that only verbs have, and the ends of theirs.
const OF_VERBS: &[char] = &[
    '셨', '었', '았', '했', '였', '겠', '습', '됐', '갔', '왔', '줬', '봤', '렸', '졌', '쳤', '없', '있', '않', '같',
    '됩', '합', '된', '될', '할', '했', '못', '많', '싶', '났', '랐', '꼈', '썼', '냈', '컸', '떴', '샀', '탔', '뭐',
    '왜',
];
const NO_NAME: &str = "면서|어서|아서|여서|해서|뻐서|워서|려서|져서|지도|지만|는데|니까|려고|으며|하면|보면|하는|하고|에서|\
    으로|까지|부터|하게|하니|한데|하지|해요|네요|어요|아요|세요|에요|예요|지요|나요|가요|군요|거든|든지|\
    던데|인데|이라|라고|다고|자고|냐고|는지|을지|하여|한지|을|를|는|게|에|요|다|며|의";

pub(super) fn of_a_verb(word: &str) -> bool {
    word.contains(OF_VERBS) || NO_NAME.split('|').any(|ending| word.len() > ending.len() && word.ends_with(ending))
}

/// What may hang on a word of two letters, so that all three look like a name: 설정이, 전화로, 기대하.
const HANGS: &str = "이은는을를가로도만의에하한라나랑인적과와용자일예중건씨여서지시고해보기세";

/// Whether a name of three letters is as well a word of two with a particle.
pub(super) fn is_doubtful(name: &str) -> bool {
    let Some((last, c)) = name.char_indices().next_back() else { return false };
    name.chars().count() == 3 && HANGS.contains(c) && (NOUNS.contains(&name[..last]) || COMMON.contains(&name[..last]))
}

pub(super) fn is_word(word: &str) -> bool {
    COMMON.contains(word) || TITLES.contains(word) || KIN.contains(word) || NOBODY.contains(word)
}

pub(super) fn is_family(word: &str) -> bool {
    FAMILY_LONG.contains(&word) || of_one(word).is_some_and(|c| FAMILY.contains(c))
}

/// A family name that is no part of many words.
fn is_usual_family(word: &str) -> bool {
    is_family(word) && !of_one(word).is_some_and(|c| FAMILY_RARE.contains(c))
}

fn of_one(word: &str) -> Option<char> {
    let mut letters = word.chars();
    letters.next().filter(|_| letters.next().is_none())
}

/// The family name a word begins with, and the rest of it.
pub(super) fn family(word: &str) -> Option<(&str, &str)> {
    let long = FAMILY_LONG.iter().find(|family| word.starts_with(*family)).map(|family| family.len());
    let one = || word.chars().next().filter(|c| FAMILY.contains(*c)).map(char::len_utf8);
    let at = long.filter(|at| *at < word.len()).or_else(one)?;
    Some(word.split_at(at))
}

fn given(word: &str, first: &str, last: &str) -> bool {
    let mut letters = word.chars();
    match (letters.next(), letters.next(), letters.next()) {
        (Some(one), Some(two), None) => first.contains(one) && last.contains(two),
        _ => false,
    }
}

/// Whether a word is no noun that we know and ends in a letter that is given.
pub(super) fn ends_given(word: &str) -> bool {
    !NOUNS.contains(word) && word.chars().next_back().is_some_and(|c| LAST.contains(c))
}

/// Whether a word of the language is a given name as well: 현지, 수정.
pub(super) fn is_given_too(word: &str) -> bool {
    COMMON.contains(word) && !NOBODY.contains(word) && given(word, FIRST_SURE, LAST_SURE)
}

/// Whether a word of three letters could be a family name with letters that are seldom given; 친절한 is none.
pub(super) fn could_be_whole(word: &str) -> bool {
    word.chars().count() == 3
        && family(word).is_some_and(|(family, _)| is_usual_family(family))
        && !is_word(word)
        && !is_doubtful(word)
        && !word.ends_with([
            '한', '은', '는', '던', '운', '른', '된', '난', '인', '적', '용', '형', '님', '분', '들', '중', '점', '실',
            '과', '관',
        ])
}

/// What a word looks like; `None` when it is a word of the language or of no length that names have.
pub(super) fn shape(word: &str) -> Option<Shape> {
    let count = word.chars().count();
    if count == 1 {
        return is_family(word).then_some(Shape::Family);
    }
    if count > 5 || is_word(word) && !NATIVE.contains(word) {
        return None;
    }
    if is_word(word) {
        return Some(Shape::Loose);
    }
    if FOREIGN.contains(word) {
        return Some(Shape::Given);
    }
    let natural = family(word).is_some_and(|(family, rest)| {
        let sure = is_usual_family(family) && given(rest, FIRST_SURE, LAST_SURE);
        let foreign = FOREIGN.contains(rest) && rest.chars().count() > 1;
        !sure && (foreign || NATIVE.contains(rest) && rest.chars().count() == 2) && !NOUNS.contains(rest)
    });
    if natural {
        return Some(Shape::Whole);
    }
    if of_a_verb(word) {
        return None;
    }
    let whole = family(word).and_then(|(family, rest)| {
        let usual = is_usual_family(family);
        let alone = rest.chars().count() == 1 && FAMILY_LONG.contains(&family);
        if given(rest, FIRST_SURE, LAST_SURE) {
            Some(if usual { Shape::Sure } else { Shape::Whole })
        } else if given(rest, FIRST, LAST) || alone && rest.chars().all(|c| LAST.contains(c)) {
            Some(if usual { Shape::Whole } else { Shape::Loose })
        } else {
            None
        }
    });
    whole.or_else(|| {
        let is_given =
            !NOUNS.contains(word) && count == 2 && given(word, FIRST_SURE, LAST_SURE) || NATIVE.contains(word);
        if is_given { Some(Shape::Given) } else { (count <= 4).then_some(Shape::Loose) }
    })
}
