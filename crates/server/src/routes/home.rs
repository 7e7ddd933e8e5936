//! Home: where it hurts, how figures move, what the data are, and what is under way.

use axum::Json;
use axum::extract::State as From;
use serde::Deserialize;
use utoipa::IntoParams;
use yeojido_app::map::{self, Question};
use yeojido_domain::{Filter, Period};

use super::map::language;
use crate::asked::{self, Asked, Room, now};
use crate::problem::Answer;
use crate::state::Shared;
use crate::wire::{self, Home, Job, Problem, pour};

/// Jobs that are over and still shown.
const SHOWN: usize = 3;
/// Among how many of the newest jobs those under way are looked for.
const LOOKED: u64 = 50;

/// Which Home.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// The journey to draw; the first there is when missing.
    pub journey: Option<String>,
    /// The language of names.
    #[param(value_type = Option<wire::Lang>)]
    pub lang: Option<String>,
}

/// Home of a workspace.
#[utoipa::path(get, path = "/api/w/{ws}/home", tag = "home", params(("ws" = String, Path), Which),
    responses((status = 200, body = Home), (status = "default", body = Problem)))]
pub async fn get(From(state): From<Shared>, Room(workspace): Room, Asked(which): Asked<Which>) -> Answer<Json<Home>> {
    let journey = match which.journey.as_deref().filter(|id| !id.is_empty()) {
        Some(id) => Some(asked::journey(id)?),
        None => yeojido_app::journeys::list(&workspace).await?.journeys.into_iter().next().map(|item| item.id),
    };
    let question = journey.map(|journey| Question {
        journey,
        version: None,
        lake_version: None,
        period: Period::all(workspace.zone.clone()),
        filter: Filter::default(),
    });
    let home = map::home(&workspace, question.as_ref(), language(which.lang.as_deref()), now()).await?;
    let mut home: Home = pour(&home)?;
    let jobs = state.jobs(&workspace).await?.list(LOOKED).await?;
    let mut over = 0;
    for job in &jobs {
        over += usize::from(job.is_over());
        if !job.is_over() || over <= SHOWN {
            home.jobs.push(pour::<Job>(job)?);
        }
    }
    Ok(Json(home))
}
