use super::*;

const PLANTED: &str = include_str!("planted.txt");

/// A line with its spans taken out, in scalars.
fn read(line: &str) -> (String, Vec<(String, usize, usize)>) {
    let (mut text, mut spans, mut rest) = (String::new(), Vec::new(), line);
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (kind, after) = after.split_once('|').expect("a kind");
        let (planted, after) = after.split_once('}').expect("an end");
        let start = text.chars().count();
        text.push_str(planted);
        spans.push((kind.to_owned(), start, text.chars().count()));
        rest = after;
    }
    text.push_str(rest);
    (text, spans)
}

/// Planted items wholly hidden, planted, hidden scalars that were planted, hidden scalars.
#[derive(Default, Debug)]
struct Score {
    hidden: usize,
    planted: usize,
    right: usize,
    all: usize,
    missed: Vec<String>,
    wrong: Vec<String>,
}

fn score(half: usize) -> Score {
    let masker = Masker::new();
    let mut score = Score::default();
    let lines = PLANTED.lines().filter(|line| !line.starts_with('#'));
    for (_, line) in lines.enumerate().filter(|(at, _)| at % 2 == half) {
        let (text, spans) = read(line);
        let masked = masker.mask(&text);
        let letters: Vec<char> = text.chars().collect();
        let dots: Vec<bool> = masked.text.chars().zip(&letters).map(|(now, was)| now == DOT && *was != DOT).collect();
        let inside = |at: usize| spans.iter().any(|(_, start, end)| (*start..*end).contains(&at));
        for (kind, start, end) in &spans {
            // What lies between groups of digits need not be hidden.
            let matters = |at: usize| letters[at].is_alphanumeric();
            score.planted += 1;
            if (*start..*end).all(|at| dots[at] || !matters(at)) {
                score.hidden += 1;
            } else {
                score.missed.push(format!("{kind}: {text} -> {}", masked.text));
            }
        }
        let hidden = (0..letters.len()).filter(|at| dots[*at] && letters[*at].is_alphanumeric());
        let (right, wrong): (Vec<usize>, Vec<usize>) = hidden.partition(|at| inside(*at));
        score.right += right.len();
        score.all += right.len() + wrong.len();
        if !wrong.is_empty() {
            score.wrong.push(format!("{text} -> {}", masked.text));
        }
    }
    score
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

#[test]
fn most_of_what_was_planted_is_hidden_and_little_else() {
    use std::io::Write as _;
    for (half, name) in [(1, "tuned on"), (0, "held out")] {
        let score = score(half);
        let (recall, precision) = (share(score.hidden, score.planted), share(score.right, score.all));
        writeln!(std::io::stderr(), "{name}: {} planted, recall {recall:.3}, precision {precision:.3}", score.planted)
            .expect("stderr is open");
        assert!(score.planted > 140, "{name}: only {}", score.planted);
        assert!(recall > 0.95, "{name}: {:#?}", score.missed);
        assert!(precision > 0.95, "{name}: {:#?}", score.wrong);
    }
}
