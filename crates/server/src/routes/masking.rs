//! The rule by which a workspace's order numbers are hidden.

use axum::Json;
use axum::extract::State as From;
use yeojido_app::masking;

use crate::asked::{Body, Room, Who, now};
use crate::problem::Answer;
use crate::state::Shared;
use crate::wire::{self, MaskingRule, Problem, pour};

/// The rule as it stands, and how it fits.
#[utoipa::path(get, path = "/api/w/{ws}/masking", tag = "team", params(("ws" = String, Path)),
    responses((status = 200, body = wire::Masking), (status = "default", body = Problem)))]
pub async fn get(Room(workspace): Room) -> Answer<Json<wire::Masking>> {
    Ok(Json(pour(&masking::masking(&workspace).await?)?))
}

/// Keeps a rule. What is indexed is masked anew by a job.
#[utoipa::path(put, path = "/api/w/{ws}/masking", tag = "team", params(("ws" = String, Path)), request_body = MaskingRule,
    responses((status = 200, body = wire::Masking), (status = "default", body = Problem)))]
pub async fn put(
    From(state): From<Shared>,
    Room(workspace): Room,
    Who(actor): Who,
    Body(body): Body<MaskingRule>,
) -> Answer<Json<wire::Masking>> {
    let kept = masking::put_rule(&workspace, &body.orders, &actor, now()).await?;
    state.jobs(&workspace).await?.rouse();
    Ok(Json(pour(&kept)?))
}

/// How a rule would fit, without keeping it.
#[utoipa::path(post, path = "/api/w/{ws}/masking/try", tag = "team", params(("ws" = String, Path)),
    request_body = MaskingRule,
    responses((status = 200, body = wire::Masking), (status = "default", body = Problem)))]
pub async fn try_rule(Room(workspace): Room, Body(body): Body<MaskingRule>) -> Answer<Json<wire::Masking>> {
    Ok(Json(pour(&masking::try_rule(&workspace, &body.orders).await?)?))
}
