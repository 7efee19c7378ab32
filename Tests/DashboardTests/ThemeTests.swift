import Dashboard
import Foundation
import TerminalGraphics
import Testing

@Suite("Themes")
struct ThemeTests {
    /// How people see who lack one kind of cone, in linear light. Source: Machado, Oliveira, Fernandes, "A physiologically-based
    /// model for simulation of color vision deficiency", 2009, severity 1.
    enum Vision: CaseIterable {
        case usual, protan, deutan, tritan

        var matrix: [[Double]] {
            switch self {
            case .usual: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
            case .protan:
                [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
            case .deutan: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
            case .tritan: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
            }
        }

        func sees(_ color: Color) -> Color {
            let light = [color.red, color.green, color.blue].map { Self.linear(Double($0) / 255) }
            let seen = matrix.map { row -> UInt8 in
                let value = row[0] * light[0] + row[1] * light[1] + row[2] * light[2]
                return UInt8((Self.encoded(min(1, max(0, value))) * 255).rounded())
            }
            return .rgb(seen[0], seen[1], seen[2])
        }

        static func linear(_ value: Double) -> Double { value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4) }
        static func encoded(_ value: Double) -> Double {
            value <= 0.0031308 ? value * 12.92 : 1.055 * pow(value, 1 / 2.4) - 0.055
        }
    }

    /// Relative luminance contrast after WCAG 2.
    private func contrast(_ a: Color, _ b: Color) -> Double {
        func luminance(_ color: Color) -> Double {
            let light = [color.red, color.green, color.blue].map { Vision.linear(Double($0) / 255) }
            return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]
        }
        let (low, high) = (min(luminance(a), luminance(b)), max(luminance(a), luminance(b)))
        return (high + 0.05) / (low + 0.05)
    }

    @Test(arguments: Theme.all, Vision.allCases)
    func colorsThatMeanOppositesAreToldApart(_ theme: Theme, _ vision: Vision) {
        let pairs: [(String, Color, Color)] =
            [
                ("signs", theme.negative, theme.positive), ("curves", theme.train, theme.heldOut),
                ("right and wrong", theme.good, theme.bad),
                ("vanishing and exploding", theme.negative, theme.bad), ("directions", theme.forward, theme.backward),
            ]
            + (3...8).map { step in
                let size = Double(step) / 16
                return (
                    "the signed map at ±\(step)/8", theme.diverging.color(at: 0.5 - size), theme.diverging.color(at: 0.5 + size)
                )
            }
        for (name, a, b) in pairs {
            let distance = OKLab(vision.sees(a)).squaredDistance(to: OKLab(vision.sees(b))).squareRoot()
            #expect(distance >= 0.09, "\(theme.name), \(vision): \(name) \(distance)")
        }
    }

    @Test(arguments: Theme.all)
    func whatIsInTheShadeCanStillBeRead(_ theme: Theme) {
        let isStrong = theme.name == "projector" || theme.name == "contrast"
        for (name, color) in [
            ("text", theme.text), ("faint", theme.faint), ("negative", theme.negative), ("positive", theme.positive),
        ] {
            #expect(contrast(theme.shaded(color), theme.background) >= (isStrong ? 4 : 2.9), "\(theme.name): \(name)")
            #expect(contrast(theme.shaded(color), theme.background) < 0.85 * contrast(color, theme.background))
        }
    }

    @Test(arguments: Theme.all)
    func textIsReadableOnItsBackground(_ theme: Theme) {
        let isStrong = theme.name == "projector" || theme.name == "contrast"
        let texts: [(String, Color)] = [
            ("text", theme.text), ("strong", theme.strong), ("faint", theme.faint), ("focus", theme.focus),
            ("negative", theme.negative),
            ("positive", theme.positive), ("good", theme.good), ("warning", theme.warning), ("bad", theme.bad),
            ("selected", theme.selected), ("forward", theme.forward), ("loss", theme.loss), ("backward", theme.backward),
            ("update", theme.update), ("train", theme.train), ("heldOut", theme.heldOut),
        ]
        for (name, color) in texts {
            #expect(contrast(color, theme.background) >= (isStrong ? 5.5 : 4.4), "\(theme.name): \(name)")
        }
        #expect(contrast(theme.text, theme.background) >= (isStrong ? 15 : 10))
    }

    @Test(arguments: Theme.all)
    func signedValuesStandOutTheMoreTheLargerTheyAre(_ theme: Theme) {
        let background = OKLab(theme.background).lightness
        for sign in [-1.0, 1] {
            let contrasts = (0...7).map {
                abs(OKLab(theme.diverging.color(at: 0.5 + sign * Double($0) / 14)).lightness - background)
            }
            #expect(contrasts[0] < 0.19, "\(theme.name): zero recedes, \(contrasts)")
            #expect(contrasts[7] > 0.5, "\(theme.name): the largest stands out, \(contrasts)")
            for (smaller, larger) in zip(contrasts, contrasts.dropFirst()) {
                #expect(larger >= smaller, "\(theme.name): \(contrasts)")
            }
        }
    }

    @Test(arguments: Theme.all) func signsHaveTheirColors(_ theme: Theme) {
        #expect(theme.signed(1e-30) == theme.positive && theme.signed(-1e-30) == theme.negative)
        for value in [0, -0.0, Double.nan] { #expect(theme.signed(value) == theme.faint) }
    }

    @Test func themesHaveNamesOfTheirOwn() {
        #expect(Set(Theme.names).count == Theme.all.count)
        for name in Theme.names { #expect(Theme.named(name)?.name == name) }
        #expect(Theme.named("no such") == nil)
    }
}
