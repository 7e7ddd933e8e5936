//! What happens on a map while people look at it: a stream of news, and the heartbeat of those who are there.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State as From;
use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures::stream::{self, Stream, StreamExt as _};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, watch};
use yeojido_app::team::{Happened, News, Present};
use yeojido_app::{AppError, Workspace};
use yeojido_domain::JourneyId;

use super::written::taken;
use crate::asked::{self, Body, Named, Room, Who, now};
use crate::problem::Answer;
use crate::state::Shared;
use crate::wire::{MapNews, PresenceBeat, Problem, pour};

/// How often those who fell silent are looked for.
const LOOK: Duration = Duration::from_secs(5);
/// Proxies close connections that are silent for longer.
const ALIVE: Duration = Duration::from_secs(15);
/// Longest name of a tab or a cell.
const WORD_MAX: usize = 120;

/// Says that a tab is still there, and what is done in it.
#[utoipa::path(post, path = "/api/w/{ws}/map/{journey}/presence", tag = "team",
    params(("ws" = String, Path), ("journey" = String, Path)), request_body = PresenceBeat,
    responses((status = 204), (status = "default", body = Problem)))]
pub async fn presence(
    Room(workspace): Room,
    Named(journey): Named<String>,
    Who(actor): Who,
    Body(beat): Body<PresenceBeat>,
) -> Answer<StatusCode> {
    let journey = asked::journey(&journey)?;
    let long = |word: &str| word.len() > WORD_MAX;
    if beat.tab.is_empty() || long(&beat.tab) || beat.cell.as_deref().is_some_and(long) {
        return Err(AppError::invalid("bad_body", "tab", "a tab and a cell have names of at most 120 bytes").into());
    }
    let present =
        Present { tab: beat.tab, name: actor.shown().to_owned(), cell: beat.cell, doing: taken(&beat.doing)? };
    workspace.live.meet(&journey, &present, now());
    Ok(StatusCode::NO_CONTENT)
}

/// Everything that happens on a map, as server-sent events; a new listener first hears who is there.
#[utoipa::path(get, path = "/api/w/{ws}/map/{journey}/live", tag = "team",
    params(("ws" = String, Path), ("journey" = String, Path)),
    responses((status = 200, body = MapNews, content_type = "text/event-stream"), (status = "default", body = Problem)))]
pub async fn live(
    From(state): From<Shared>,
    Room(workspace): Room,
    Named(journey): Named<String>,
) -> Answer<Sse<impl Stream<Item = Result<Event, Infallible>>>> {
    let journey = asked::journey(&journey)?;
    let news = workspace.live.listen();
    let present = workspace.live.present(&journey, now());
    let first = told(&Happened::Presence { present: present.clone() });
    let listener = Listener { workspace, journey, news, present, closing: state.closing.clone() };
    let rest = stream::unfold(listener, |mut listener| async move {
        let event = listener.next().await?;
        Some((event, listener))
    });
    let events = stream::iter(first).chain(rest);
    Ok(Sse::new(events.map(Ok)).keep_alive(KeepAlive::new().interval(ALIVE)))
}

fn told(happened: &Happened) -> Option<Event> {
    let news = pour::<MapNews>(happened).ok().and_then(|news| Event::default().json_data(news).ok());
    if news.is_none() {
        tracing::error!("news of a map have not the shape of the contract");
    }
    news
}

struct Listener {
    workspace: Arc<Workspace>,
    journey: JourneyId,
    news: broadcast::Receiver<News>,
    /// Who was there when the listener was told last.
    present: Vec<Present>,
    closing: watch::Receiver<bool>,
}

impl Listener {
    /// What to tell next; nothing more once the server closes.
    async fn next(&mut self) -> Option<Event> {
        loop {
            let heard = tokio::select! {
                heard = self.news.recv() => Some(heard),
                () = tokio::time::sleep(LOOK) => None,
                _ = self.closing.wait_for(|closing| *closing) => return None,
            };
            let Some(heard) = heard else {
                if let Some(event) = self.silent() {
                    return Some(event);
                }
                continue;
            };
            match heard {
                Ok(news) if news.journey.as_ref().is_none_or(|on| *on == self.journey) => {
                    if let Happened::Presence { present } = &news.happened {
                        self.present.clone_from(present);
                    }
                    if let Some(event) = told(&news.happened) {
                        return Some(event);
                    }
                }
                Ok(_) => {}
                Err(RecvError::Lagged(_)) => return Event::default().json_data(MapNews::Missed).ok(),
                Err(RecvError::Closed) => return None,
            }
        }
    }

    /// Nobody says that they are gone for good: those who fell silent are told from those who were there.
    fn silent(&mut self) -> Option<Event> {
        let present = self.workspace.live.present(&self.journey, now());
        if present == self.present {
            return None;
        }
        self.present.clone_from(&present);
        told(&Happened::Presence { present })
    }
}
