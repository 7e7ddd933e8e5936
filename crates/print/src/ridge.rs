//! The geometry of the emotion curve, free of any drawing: the same as on screen. The curve is a monotone cubic, so
//! between two points it never leaves the band between their values and cannot show a feeling that nobody had.

/// A place on paper.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Point {
    pub x: f32,
    pub y: f32,
}

/// A smooth curve through points with rising x.
pub(crate) struct Curve {
    points: Vec<Point>,
    slopes: Vec<f32>,
}

impl Curve {
    /// Slopes after Fritsch–Carlson: the harmonic mean where both sides agree, zero at a turn, flatter at the ends.
    pub(crate) fn through(points: Vec<Point>) -> Self {
        let between: Vec<f32> = points.windows(2).map(|p| (p[1].y - p[0].y) / (p[1].x - p[0].x)).collect();
        let slopes = (0..points.len())
            .map(|i| {
                let left = i.checked_sub(1).and_then(|before| between.get(before)).copied();
                match (left, between.get(i).copied()) {
                    (Some(l), Some(r)) if l * r > 0.0 => 2.0 * l * r / (l + r),
                    (Some(_), Some(_)) | (None, None) => 0.0,
                    (Some(only), None) | (None, Some(only)) => only * 0.3,
                }
            })
            .collect();
        Self { points, slopes }
    }

    /// First and last x.
    pub(crate) fn ends(&self) -> Option<(f32, f32)> {
        Some((self.points.first()?.x, self.points.last()?.x))
    }

    /// As a path of SVG.
    pub(crate) fn path(&self) -> String {
        let Some(first) = self.points.first() else { return String::new() };
        let mut path = format!("M{:.1} {:.1}", first.x, first.y);
        for (ends, slopes) in self.points.windows(2).zip(self.slopes.windows(2)) {
            let (a, b) = (ends[0], ends[1]);
            let third = (b.x - a.x) / 3.0;
            path += &format!(
                "C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}",
                a.x + third,
                a.y + slopes[0] * third,
                b.x - third,
                b.y - slopes[1] * third,
                b.x,
                b.y
            );
        }
        path
    }

    /// Height at x, inside the ends.
    pub(crate) fn at(&self, x: f32) -> f32 {
        let last = self.points.len().saturating_sub(2);
        let i = self.points.iter().skip(1).take(last).take_while(|point| x > point.x).count();
        let (Some(a), Some(b)) = (self.points.get(i), self.points.get(i + 1)) else {
            return self.points.first().map_or(0.0, |point| point.y);
        };
        let h = b.x - a.x;
        let t = ((x - a.x) / h).clamp(0.0, 1.0);
        let (t2, t3) = (t * t, t * t * t);
        (2.0 * t3 - 3.0 * t2 + 1.0) * a.y
            + (t3 - 2.0 * t2 + t) * h * self.slopes[i]
            + (-2.0 * t3 + 3.0 * t2) * b.y
            + (t3 - t2) * h * self.slopes[i + 1]
    }
}

/// A stroke that falls from the curve towards zero.
pub(crate) struct Hachure {
    pub x: f32,
    pub from: f32,
    pub to: f32,
    /// On the good side of zero.
    pub good: bool,
}

/// Lengths as a woodblock would have them: how far a hachure goes towards zero, over and over.
const LENGTHS: [f32; 8] = [0.62, 0.38, 0.5, 0.3, 0.7, 0.42, 0.34, 0.56];
const STEP: f32 = 6.0;

/// Strokes every 6 px, 30–70 % of the way to zero; none where the slope is too low to see.
pub(crate) fn hachures(curve: &Curve, zero: f32) -> Vec<Hachure> {
    let Some((first, last)) = curve.ends() else { return Vec::new() };
    let mut strokes = Vec::new();
    let mut x = first + 2.0;
    for length in LENGTHS.into_iter().cycle() {
        if x > last - 1.0 {
            break;
        }
        let y = curve.at(x);
        let gap = zero - y;
        if gap.abs() >= 5.0 {
            strokes.push(Hachure { x, from: y + gap.signum() * 2.0, to: y + gap * length, good: gap > 0.0 });
        }
        x += STEP;
    }
    strokes
}

/// What may be joined by a curve, and what by a dashed line.
pub(crate) struct Runs<P> {
    /// Points with enough voices, side by side: one ridge each.
    pub ridges: Vec<Vec<P>>,
    /// Neighbours of which one has too few.
    pub dashes: Vec<(P, P)>,
}

/// Splits stages into runs; nothing crosses a stage without a point.
pub(crate) fn runs_of<P: Copy>(points: &[Option<P>], enough: impl Fn(&P) -> bool) -> Runs<P> {
    let mut runs = Runs { ridges: Vec::new(), dashes: Vec::new() };
    let mut run: Vec<P> = Vec::new();
    let mut before: Option<P> = None;
    for point in points {
        if !point.as_ref().is_some_and(&enough) && run.len() > 1 {
            runs.ridges.push(std::mem::take(&mut run));
        }
        match point {
            None => run.clear(),
            Some(here) => {
                let whole = enough(here);
                if let Some(last) = before
                    && !(whole && enough(&last))
                {
                    runs.dashes.push((last, *here));
                }
                if whole { run.push(*here) } else { run.clear() }
            }
        }
        before = *point;
    }
    if run.len() > 1 {
        runs.ridges.push(run);
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_crosses_a_stage_without_voices() {
        let runs = runs_of(&[Some(20), Some(30), None, Some(5), Some(40), Some(50)], |n| *n >= 10);
        assert_eq!(runs.ridges, [vec![20, 30], vec![40, 50]]);
        assert_eq!(runs.dashes, [(5, 40)]);
    }

    #[test]
    fn the_curve_stays_between_its_points() {
        let heights = [10.0, 90.0, 90.0, 20.0, 60.0];
        let points = heights.iter().zip(0_u8..).map(|(y, x)| Point { x: f32::from(x) * 50.0, y: *y }).collect();
        let curve = Curve::through(points);
        for x in 0..=200_u8 {
            let (x, left) = (f32::from(x), usize::from(x / 50).min(3));
            let (low, high) = (heights[left].min(heights[left + 1]), heights[left].max(heights[left + 1]));
            assert!((low - 0.01..=high + 0.01).contains(&curve.at(x)), "{x}: {}", curve.at(x));
        }
    }

    #[test]
    fn hachures_fall_towards_zero() {
        let curve = Curve::through(vec![Point { x: 0.0, y: 40.0 }, Point { x: 100.0, y: 160.0 }]);
        for stroke in hachures(&curve, 100.0) {
            assert_eq!(stroke.good, stroke.from < 100.0);
            assert!((stroke.to - 100.0).abs() < (stroke.from - 100.0).abs());
        }
    }
}
