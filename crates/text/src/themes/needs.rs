//! What would have helped the speakers of a theme: needs that a label states, and needs that show only in what they do or
//! say instead: they wish for something, help themselves, or point to somebody who has it.

use std::collections::BTreeMap;

use yeojido_domain::{Intent, Need};

use super::keys::Finder;
use super::squeezed::Squeezed;
use super::summary::Heard;

/// How a need shows that nobody states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Latent {
    /// They wish that it were there: 있으면 좋겠어요.
    Wish,
    /// They help themselves: 엑셀로 적어 둬요.
    Workaround,
    /// Somebody else has it: 다른 데는 돼요.
    Comparison,
}

impl Latent {
    const ALL: [(Self, &'static str); 3] = [
        (
            Self::Wish,
            "있으면_좋 있었으면 좋겠 되었으면 됐으면 했으면 주시면_좋 해주시면 해_주시면 나왔으면 나오면_좋 있으면_하 없는_게_아쉬 \
             i_wish wish_there would_be_nice would_be_great would_be_good if_only would_love would_help should_have",
        ),
        (
            Self::Workaround,
            "어쩔_수_없이 할_수_없이 하는_수_없이 울며_겨자 일일이 손으로 수기로 엑셀 캡처 적어_두 적어_둬 적어_놓 적어_놨 찍어_놔 \
             찍어_두 찍어_둬 외워서 메모해 제가_직접 직접_재 직접_전화 직접_찾 결국_전화 컴퓨터로_ pc로_샀 대신_결제 빌려_덮 \
             by_hand manually workaround ended_up had_to_borrow screenshot spreadsheet write_down wrote_down",
        ),
        (
            Self::Comparison,
            "다른_데 다른_곳 다른_앱 다른_몰 다른_쇼핑몰 타사 딴_데 딴데 elsewhere other_app other_shop competitor",
        ),
    ];

    /// The word it is written with.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Wish => "wish",
            Self::Workaround => "workaround",
            Self::Comparison => "comparison",
        }
    }
}

/// Needs of the speakers of one theme.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Needs {
    /// How many statements are labelled with each, the most frequent first.
    pub stated: Vec<(Need, usize)>,
    /// Places of the statements that show each; a statement may show several.
    pub latent: BTreeMap<Latent, Vec<usize>>,
}

/// Looks for needs.
#[derive(Debug)]
pub(super) struct NeedFinder {
    finder: Finder,
    kinds: Vec<Latent>,
}

impl NeedFinder {
    pub(super) fn new() -> Self {
        let keys: Vec<(Latent, &str)> =
            Latent::ALL.iter().flat_map(|(kind, keys)| keys.split_whitespace().map(move |key| (*kind, key))).collect();
        Self {
            finder: Finder::new(keys.iter().map(|(_, key)| *key)),
            kinds: keys.iter().map(|(kind, _)| *kind).collect(),
        }
    }

    pub(super) fn needs(&self, heard: &[Heard<'_>], members: &[usize]) -> Needs {
        let mut stated: BTreeMap<&str, (Need, usize)> = BTreeMap::new();
        let mut latent: BTreeMap<Latent, Vec<usize>> = BTreeMap::new();
        for &at in members {
            let statement = heard[at].statement;
            if let Some(need) = statement.need {
                stated.entry(need.as_str()).or_insert((need, 0)).1 += 1;
            }
            let hits = self.finder.find(&Squeezed::new(&statement.text));
            let mut kinds: Vec<Latent> = hits.iter().map(|hit| self.kinds[hit.key]).collect();
            kinds.extend((statement.intent == Some(Intent::Comparison)).then_some(Latent::Comparison));
            kinds.sort_unstable();
            kinds.dedup();
            kinds.into_iter().for_each(|kind| latent.entry(kind).or_default().push(at));
        }
        let mut stated: Vec<(Need, usize)> = stated.into_values().collect();
        stated.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        Needs { stated, latent }
    }
}
