//! Weights of fourteen ratings of an airline against what an independent program computed of the same answers.
//!
//! The answers and the reference lie in the folder named by `YEOJIDO_SHARED`, else in `../shared` beside the repository;
//! without them the test says so and passes.

use std::fs::File;
use std::path::{Path, PathBuf};

use serde_json::Value;
use yeojido_stats::{KeyDriver, Ratings, Row};

/// The answers and the reference, or the reason why there is nothing to compare.
fn shared() -> Option<(PathBuf, Value)> {
    let folder = std::env::var_os("YEOJIDO_SHARED").map_or_else(
        || Path::new(&std::env::var("CARGO_MANIFEST_DIR").expect("cargo names the crate")).join("../../../shared"),
        PathBuf::from,
    );
    let answers = folder.join("data/customers/airline/AirlinePassengerSatisfaction.csv");
    let reference = folder.join("reference/airline_key_drivers.json");
    for path in [&answers, &reference] {
        if !path.exists() {
            #[expect(clippy::print_stderr, reason = "a test that is skipped must say why")]
            {
                eprintln!("skipped: there is no {}", path.display());
            }
            return None;
        }
    }
    let reference = serde_json::from_reader(File::open(reference).expect("it exists")).expect("it is JSON");
    Some((answers, reference))
}

fn number(of: &Value) -> f64 {
    of.as_f64().expect("a number")
}

/// Half a digit more than the reference prints.
fn assert_near(what: &str, got: f64, want: &Value, digits: i32) {
    let want = number(want);
    assert!((got - want).abs() <= 0.5 * 10_f64.powi(-digits) + 1e-12, "{what}: {got} is not {want}");
}

fn assert_as_published(driver: &KeyDriver, reference: &Value, r2: f64) {
    let (item, name) = (&reference["items"][&driver.name], &driver.name);
    let lmg = driver.lmg.expect("fourteen ratings");
    assert_near(name, driver.mean, &item["mean"], 4);
    assert_near(name, driver.correlation.value, &item["corr"], 6);
    assert_near(name, driver.beta.value, &item["beta_std"], 6);
    assert_near(name, driver.johnson.value, &item["johnson_rel_weight"], 6);
    assert_near(name, lmg.value, &item["lmg"], 6);
    assert_near(name, lmg.value / r2, &item["lmg_share"], 5);
    assert_near(name, driver.vif, &item["vif"], 4);
    for interval in [driver.correlation, driver.beta, driver.johnson, lmg] {
        assert!(interval.low < interval.value && interval.value < interval.high, "{name}: {interval:?}");
        assert!(interval.high - interval.low < 0.06, "{name}: 23,863 passengers tell more exactly than {interval:?}");
    }
}

#[test]
fn fourteen_ratings_of_an_airline_weigh_as_the_reference_says() {
    let Some((answers, reference)) = shared() else { return };
    let mut rows = csv::Reader::from_path(answers).expect("it exists");
    let header = rows.headers().expect("a header").clone();
    let place = |name: &str| header.iter().position(|column| column == name).expect("a column");
    let names: Vec<&str> = reference["items"].as_object().expect("items").keys().map(String::as_str).collect();
    let places: Vec<usize> = names.iter().map(|name| place(name)).collect();
    let (id, satisfied) = (place("id"), place("satisfaction"));
    let mut ratings = Ratings::new(&names).expect("fourteen");
    let mut total = 0;
    for row in rows.records() {
        let row = row.expect("a row");
        // 0 stands for "does not apply".
        let given: Vec<Option<f64>> =
            places.iter().map(|&at| row[at].parse().ok().filter(|&rating: &f64| rating > 0.0)).collect();
        let outcome = f64::from(u8::from(&row[satisfied] == "satisfied"));
        ratings.push(row[id].parse().expect("a number"), &[Row { outcome, ratings: &given }]);
        total += 1;
    }
    let got = ratings.drivers(7).expect("many passengers");
    assert_eq!((Some(total), Some(got.rows)), (reference["rows_total"].as_u64(), reference["rows_used"].as_u64()));
    assert_eq!((got.left_out, got.customers), (total - got.rows, got.rows));
    assert!((got.r2.value - number(&reference["r2"])).abs() < 1e-12, "{} is not {}", got.r2.value, reference["r2"]);
    assert!(got.r2.low > 0.47 && got.r2.high < 0.51 && got.r2_adjusted < got.r2.value && got.draws == 2_000);
    for driver in &got.drivers {
        assert_as_published(driver, &reference, got.r2.value);
    }
}
