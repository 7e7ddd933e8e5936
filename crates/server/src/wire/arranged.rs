//! How lanes and columns lie on the maps, and how they lay before.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Topic;

/// How the lanes of a workspace's maps lie.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct LaneArrangement {
    /// From the top.
    #[serde(default)]
    pub order: Vec<String>,
    /// Not shown, though there is something in them.
    #[serde(default)]
    pub hidden: Vec<String>,
    /// Shown, though there is nothing in them yet.
    #[serde(default)]
    pub shown: Vec<String>,
    /// What the workspace calls them.
    #[serde(default)]
    pub names: BTreeMap<String, String>,
    /// In an answer the version that it is, 0 when nobody has laid anything; in a request the version that was seen.
    #[serde(default)]
    pub version: u32,
}

/// A version of how lanes lay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LaneVersion {
    /// From 1.
    pub version: u32,
    /// How they lay.
    pub laid: LaneArrangement,
    /// The name that its author writes under.
    pub by: String,
    /// When.
    pub at: String,
}

/// Answer of `GET /api/w/{ws}/lanes/history`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LaneHistory {
    /// The newest first.
    pub versions: Vec<LaneVersion>,
    /// `before` of the next page; `null` at the end.
    #[schema(required)]
    pub next: Option<u32>,
}

/// How the columns of a journey's map lie.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct ColumnArrangement {
    /// Stages that are not shown. No number of another stage changes by it.
    #[serde(default)]
    pub hidden: Vec<String>,
    /// In an answer the version that it is, 0 when nobody has laid anything; in a request the version that was seen.
    #[serde(default)]
    pub version: u32,
}

/// A version of how columns lay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ColumnVersion {
    /// From 1.
    pub version: u32,
    /// How they lay.
    pub laid: ColumnArrangement,
    /// The name that its author writes under.
    pub by: String,
    /// When.
    pub at: String,
}

/// Answer of `GET /api/w/{ws}/map/{journey}/columns/history`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ColumnHistory {
    /// The newest first.
    pub versions: Vec<ColumnVersion>,
    /// `before` of the next page; `null` at the end.
    #[schema(required)]
    pub next: Option<u32>,
}

/// What a workspace has decided about one topic.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnTopic {
    /// What it is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub name: Option<String>,
    /// Which topic it counts as.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub into: Option<Topic>,
    /// Which topic holds it: what is about it is about that one too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub under: Option<Topic>,
    /// Not shown.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
}

/// A workspace's own order of topics; one that it does not name is as the models have it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct TopicTree {
    /// By the models' ids.
    #[serde(default)]
    pub topics: BTreeMap<String, OwnTopic>,
    /// In an answer the version that it is, 0 when nobody has laid anything; in a request the version that was seen.
    #[serde(default)]
    pub version: u32,
}

/// A version of how topics lay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TopicVersion {
    /// From 1.
    pub version: u32,
    /// How they lay.
    pub laid: TopicTree,
    /// The name that its author writes under.
    pub by: String,
    /// When.
    pub at: String,
}

/// Answer of `GET /api/w/{ws}/topics/history`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TopicHistory {
    /// The newest first.
    pub versions: Vec<TopicVersion>,
    /// `before` of the next page; `null` at the end.
    #[schema(required)]
    pub next: Option<u32>,
}
