//! What a page is made of: texts that know their room, and a few plain shapes. The layout makes marks; SVG, PNG and PDF
//! are drawn from them alone, so they cannot differ.

/// Light tokens of the screen, whatever its theme; paper is white.
pub(crate) mod ink {
    pub(crate) const PAPER: &str = "#FFFFFF";
    pub(crate) const BG: &str = "#F6F4EF";
    pub(crate) const SUNKEN: &str = "#F1EEE7";
    pub(crate) const LINE: &str = "#E4E0D7";
    pub(crate) const LINE2: &str = "#CBC5B8";
    pub(crate) const CTL: &str = "#8C877C";
    pub(crate) const INK: &str = "#1B1D22";
    pub(crate) const INK2: &str = "#4A4D55";
    pub(crate) const INK3: &str = "#676A72";
    /// From −2 to +2.
    pub(crate) const FEELINGS: [&str; 5] = ["#8A3800", "#B34700", "#5F6670", "#0069A6", "#004B87"];
    pub(crate) const HACHURE_BAD: &str = "#D55E00";
    pub(crate) const HACHURE_GOOD: &str = "#0072B2";
}

/// How a text is set. Sizes and leadings are px of the layout.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Style {
    pub size: f32,
    pub leading: f32,
    pub weight: u16,
    pub ink: &'static str,
    pub spacing: f32,
    /// The words of a customer.
    pub serif: bool,
}

impl Style {
    const fn plain(size: f32, leading: f32, weight: u16, ink: &'static str) -> Self {
        Self { size, leading, weight, ink, spacing: 0.0, serif: false }
    }

    pub(crate) const TITLE: Self = Self { spacing: -0.4, ..Self::plain(20.0, 28.0, 700, ink::INK) };
    pub(crate) const STAGE: Self = Self { spacing: -0.2, ..Self::plain(14.0, 20.0, 700, ink::INK) };
    pub(crate) const ENTERED: Self = Self { spacing: -0.36, ..Self::plain(18.0, 24.0, 600, ink::INK) };
    pub(crate) const KPI: Self = Self { spacing: -0.15, ..Self::plain(15.0, 20.0, 600, ink::INK) };
    pub(crate) const BODY: Self = Self::plain(12.0, 18.0, 400, ink::INK);
    pub(crate) const LANE: Self = Self::plain(12.0, 16.0, 600, ink::INK2);
    pub(crate) const NOTE: Self = Self::plain(11.0, 14.0, 400, ink::INK3);
    pub(crate) const QUOTE: Self = Self { serif: true, ..Self::plain(13.0, 20.0, 400, ink::INK) };

    pub(crate) const fn ink(self, ink: &'static str) -> Self {
        Self { ink, ..self }
    }

    pub(crate) const fn bold(self) -> Self {
        Self { weight: 600, ..self }
    }

    pub(crate) const fn leading(self, leading: f32) -> Self {
        Self { leading, ..self }
    }

    pub(crate) const fn sized(self, size: f32, weight: u16) -> Self {
        Self { size, weight, ..self }
    }

    /// The baseline of a line whose top is given: the letters stand in its middle.
    pub(crate) fn baseline(&self, top: f32) -> f32 {
        top + self.leading / 2.0 + 0.356 * self.size
    }
}

/// Which end of a text its x is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// One line of text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Run {
    pub x: f32,
    /// Baseline.
    pub y: f32,
    pub text: String,
    pub style: Style,
    pub anchor: Anchor,
    /// Measured.
    pub width: f32,
    /// How wide it may be.
    pub room: f32,
}

/// How a shape is painted.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Paint {
    pub fill: Option<&'static str>,
    pub stroke: Option<&'static str>,
    pub width: f32,
    pub dash: Option<(f32, f32)>,
    pub round: bool,
    /// 1 when `None`.
    pub opacity: Option<f32>,
}

impl Paint {
    pub(crate) fn fill(ink: &'static str) -> Self {
        Self { fill: Some(ink), ..Self::default() }
    }

    pub(crate) fn stroke(ink: &'static str, width: f32) -> Self {
        Self { stroke: Some(ink), width, ..Self::default() }
    }

    pub(crate) fn dashed(self, on: f32, off: f32) -> Self {
        Self { dash: Some((on, off)), ..self }
    }

    pub(crate) fn opacity(self, opacity: f32) -> Self {
        Self { opacity: Some(opacity), ..self }
    }
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Frame {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

/// Anything on a page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Mark {
    Text(Run),
    Rect {
        frame: Frame,
        radius: f32,
        paint: Paint,
    },
    Circle {
        x: f32,
        y: f32,
        radius: f32,
        paint: Paint,
    },
    Path {
        d: String,
        paint: Paint,
    },
    /// What lies outside the frame is not drawn.
    Within {
        frame: Frame,
        marks: Vec<Mark>,
    },
}

impl Mark {
    pub(crate) fn line(from: (f32, f32), to: (f32, f32), paint: Paint) -> Self {
        Self::Path { d: format!("M{:.2} {:.2}L{:.2} {:.2}", from.0, from.1, to.0, to.1), paint }
    }
}

/// Which way a feeling points: worse down, better up, the same is round. Always drawn, never typed.
pub(crate) fn glyph(step: usize, x: f32, y: f32, size: f32, paint: Paint) -> Mark {
    let unit = size / 10.0;
    let triangle = |points: [(f32, f32); 3]| {
        let [a, b, c] = points.map(|(px, py)| format!("{:.2} {:.2}", x + px * unit, y + py * unit));
        Mark::Path { d: format!("M{a}L{b}L{c}Z"), paint: Paint { round: true, ..paint } }
    };
    match step {
        0 | 1 => triangle([(1.0, 1.8), (9.0, 1.8), (5.0, 8.8)]),
        2 => Mark::Circle { x: x + 5.0 * unit, y: y + 5.0 * unit, radius: 3.6 * unit, paint },
        _ => triangle([(5.0, 1.2), (9.0, 8.2), (1.0, 8.2)]),
    }
}
