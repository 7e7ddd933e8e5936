//! The samples of every released version of our files can be read.

use std::path::PathBuf;

use yeojido_domain::{Journey, JourneyMap, Mapping};

fn sample(name: &str) -> String {
    let path = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").expect("cargo names the crate"))
        .join("../../docs/schemas/samples")
        .join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

#[test]
fn a_journey_of_version_1_is_read() {
    let journey = Journey::from_yaml(&sample("journey.v1.yaml")).expect("the sample fits");
    assert_eq!(Journey::from_yaml(&journey.to_yaml().expect("writes")), Ok(journey));
}

#[test]
fn a_mapping_of_version_1_is_read() {
    let mapping = Mapping::from_yaml(&sample("mapping.v1.yaml")).expect("the sample fits");
    assert_eq!(Mapping::from_yaml(&mapping.to_yaml().expect("writes")), Ok(mapping));
}

#[test]
fn a_map_of_version_1_is_read_and_its_counts_add_up() {
    let map: JourneyMap = serde_json::from_str(&sample("map.v1.json")).expect("the sample fits");
    assert!(!map.stages.is_empty());
    for stage in &map.stages {
        assert_eq!(stage.entered, stage.went_on + stage.dropped + stage.undecided, "{}", stage.id);
    }
    let written = map.stages.iter().flat_map(|stage| &stage.written);
    assert!(written.clone().any(|cell| cell.drift.is_some()), "the sample shows what a written cell may hold");
}
