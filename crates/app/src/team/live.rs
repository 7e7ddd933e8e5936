//! What happens on maps while people look at them: who is there, what they look at, and what has just changed. Kept in
//! memory only: a tab says every few seconds that it is still there, and is gone when it stops.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use tokio::sync::broadcast;
use yeojido_domain::{JourneyId, Lane, Micros, Span, StageId};

use super::written::CellAddress;

/// A tab that was silent for longer is gone.
const PATIENCE: Span = Span(25_000_000);
/// News kept for a listener that is slow; one that is slower looks at everything again.
const KEPT: usize = 64;
/// Tabs of a map; more are not shown, so that nobody can fill the memory with names.
const TABS_MAX: usize = 200;

/// What somebody does in a map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doing {
    /// Looks at a cell.
    Looking,
    /// Writes in it.
    Editing,
    /// Has closed the map.
    Left,
}

/// A tab that shows a map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Present {
    /// Which tab, as it calls itself.
    pub tab: String,
    /// The name that its person writes under.
    pub name: String,
    /// The cell that is open, `deliver.goal`.
    pub cell: Option<String>,
    /// What is done there.
    pub doing: Doing,
}

/// What happened on a map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "what")]
pub enum Happened {
    /// Somebody wrote in a cell.
    Revision {
        /// Which cell.
        #[serde(flatten)]
        cell: CellAddress,
        /// Its revision now.
        revision: u32,
        /// Who.
        by: String,
    },
    /// Somebody spoke about a cell.
    Comment {
        /// Which column.
        stage: StageId,
        /// Which row.
        lane: Lane,
        /// Which thread.
        thread: i64,
        /// Who.
        by: String,
    },
    /// Somebody ordered, hid or renamed lanes.
    Lanes,
    /// Somebody put labels right: what is made of them is to be computed anew.
    Labels,
    /// Somebody hid or showed columns.
    Columns,
    /// Somebody changed the journey itself: its numbers are to be computed anew.
    Definition {
        /// Its version now.
        version: u32,
    },
    /// Somebody came, went, or turned to another cell.
    Presence {
        /// All who are there.
        present: Vec<Present>,
    },
}

/// Something that happened, and on which map; `None` is on all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// On which map.
    pub journey: Option<JourneyId>,
    /// What.
    pub happened: Happened,
}

/// The living part of a workspace.
pub struct Live {
    news: broadcast::Sender<News>,
    tabs: Mutex<BTreeMap<(JourneyId, String), (Present, Micros)>>,
}

impl Default for Live {
    fn default() -> Self {
        Self { news: broadcast::channel(KEPT).0, tabs: Mutex::default() }
    }
}

impl Live {
    /// Everything that happens from now on.
    #[must_use]
    pub fn listen(&self) -> broadcast::Receiver<News> {
        self.news.subscribe()
    }

    /// Who is on a map now.
    #[must_use]
    pub fn present(&self, journey: &JourneyId, now: Micros) -> Vec<Present> {
        let mut tabs = self.tabs.lock().unwrap_or_else(PoisonError::into_inner);
        tabs.retain(|_, (_, seen)| now.since(*seen) <= PATIENCE);
        tabs.iter().filter(|((on, _), _)| on == journey).map(|(_, (present, _))| present.clone()).collect()
    }

    /// Notes what a tab does, and tells the others when it is something new.
    pub fn meet(&self, journey: &JourneyId, present: &Present, now: Micros) {
        let key = (journey.clone(), present.tab.clone());
        let changed = {
            let mut tabs = self.tabs.lock().unwrap_or_else(PoisonError::into_inner);
            if present.doing == Doing::Left {
                tabs.remove(&key).is_some()
            } else if tabs.len() >= TABS_MAX && !tabs.contains_key(&key) {
                false
            } else {
                tabs.insert(key, (present.clone(), now)).is_none_or(|(before, _)| before != *present)
            }
        };
        if changed {
            self.tell(journey, Happened::Presence { present: self.present(journey, now) });
        }
    }

    /// Tells everybody who looks at a map.
    pub(crate) fn tell(&self, journey: &JourneyId, happened: Happened) {
        self.send(News { journey: Some(journey.clone()), happened });
    }

    /// Tells everybody who looks at any map.
    pub(crate) fn tell_all(&self, happened: Happened) {
        self.send(News { journey: None, happened });
    }

    fn send(&self, news: News) {
        // An error means that nobody looks, which is no trouble.
        drop(self.news.send(news));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tab(name: &str, doing: Doing) -> Present {
        Present { tab: name.into(), name: "김마루".into(), cell: Some("pay.goal".into()), doing }
    }

    #[test]
    fn a_tab_that_falls_silent_is_gone_and_one_that_leaves_is_gone_at_once() {
        let (live, journey) = (Live::default(), JourneyId::new("buy").expect("an id"));
        let mut news = live.listen();
        live.meet(&journey, &tab("a", Doing::Looking), Micros(0));
        live.meet(&journey, &tab("b", Doing::Editing), Micros(20_000_000));
        assert_eq!(live.present(&journey, Micros(21_000_000)).len(), 2);
        let left = live.present(&journey, Micros(26_000_000));
        assert_eq!(left.iter().map(|p| p.tab.as_str()).collect::<Vec<_>>(), ["b"]);
        live.meet(&journey, &tab("b", Doing::Editing), Micros(30_000_000));
        live.meet(&journey, &tab("b", Doing::Left), Micros(31_000_000));
        assert!(live.present(&journey, Micros(31_000_000)).is_empty());
        let told = std::iter::from_fn(|| news.try_recv().ok()).count();
        assert_eq!(told, 3, "a heartbeat that says nothing new is told to nobody");
    }

    #[test]
    fn maps_do_not_hear_of_one_another() {
        let live = Live::default();
        let (buy, sell) = (JourneyId::new("buy").expect("an id"), JourneyId::new("sell").expect("an id"));
        live.meet(&buy, &tab("a", Doing::Looking), Micros(0));
        assert!(live.present(&sell, Micros(0)).is_empty());
    }
}
