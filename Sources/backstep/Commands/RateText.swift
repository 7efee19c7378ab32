import Basics
import Inspection
import TerminalGraphics
import Training

/// A learning-rate range test in writing.
enum RateText {
    private static func digits(_ value: Double) -> String {
        NumberFormat(.significant(3), dropsTrailingZeros: true).string(value)
    }

    /// A line of the table for each quarter of a decade.
    private static let stepsPerLine = RateTest.stepsPerDecade / 4
    private static let barWidth = 40

    static func lines(_ report: Doctor.RateReport) -> String {
        let test = report.test
        var text = "\("η".padded(to: 10))loss, smoothed over half a decade of η\n"
        let fits = test.fits.enumerated().filter { $0.offset % stepsPerLine == 0 }.map(\.element)
        let top = 1.5 * (test.lossAtFirst ?? 1)
        for fit in fits {
            let bar = String(repeating: "#", count: Int(saturating: min(1, max(0, fit.loss / top)) * Double(barWidth)))
            let isSteepest = test.steepest.map { abs($0.rate / fit.rate - 1) < 0.5 && isNearest(fit, to: $0, of: fits) } ?? false
            let row = "\(digits(fit.rate).padded(to: 10))\(digits(fit.loss).padded(to: 10))\(bar)"
            text += row + (isSteepest ? " <- falls most steeply" : "") + "\n"
        }
        if let suggestion = test.suggestion { text += "\nsuggested: \(suggestion.shortestText)\n" } else { text += "\n" }
        text += DoctorText.text(test.verdict) + "\n"
        for noise in [test.noise, report.later].compactMap(\.self) {
            text +=
                "batch size, after \(noise.iteration) iterations: \(DoctorText.text(noise.sentence)) (from \(noise.samples) samples)\n"
        }
        return text
    }

    private static func isNearest(_ fit: RateTest.Fit, to steepest: RateTest.Fit, of fits: [RateTest.Fit]) -> Bool {
        func distance(_ other: RateTest.Fit) -> Double {
            other.rate > steepest.rate ? other.rate / steepest.rate : steepest.rate / other.rate
        }
        return fits.min { distance($0) < distance($1) } == fit
    }

    static func json(_ report: Doctor.RateReport) -> String {
        let test = report.test
        var lines = test.points.map { point in
            JSONObject([("event", .string("rate")), ("learningRate", .number(point.rate)), ("loss", number(point.loss))])
        }
        lines += [test.noise, report.later].compactMap(\.self).map { noise in
            JSONObject([
                ("event", .string("noise")), ("iteration", .number(Double(noise.iteration))),
                ("samples", .number(Double(noise.samples))), ("batch", .number(Double(noise.batch))),
                ("signal", .number(noise.signal)), ("noise", .number(noise.noise)),
                ("scale", noise.scale.map { .number($0) } ?? .null), ("verdict", .string(DoctorText.text(noise.sentence))),
            ])
        }
        lines.append(
            JSONObject([
                ("event", .string("end")), ("learningRate", .number(test.present)),
                ("suggested", test.suggestion.map { .number($0) } ?? .null), ("verdict", .string(DoctorText.text(test.verdict))),
            ]))
        return lines.map { JSONValue.object($0).text + "\n" }.joined()
    }

    private static func number(_ value: Double) -> JSONValue { value.isFinite ? .number(value) : .null }
}
