import Inspection
import Testing
import Training

@Suite("A run's numbers in files")
struct MetricsFormatTests {
    @Test func linesHaveTheirColumns() {
        let names = ["iteration", "loss", "accuracy"]
        #expect(MetricsFormat.csv.header(names) == "iteration,loss,accuracy\n")
        #expect(MetricsFormat.csv.line(names, [3, 0.25, nil]) == "3,0.25,\n")
        #expect(MetricsFormat.jsonLines.header(names).isEmpty)
        #expect(MetricsFormat.jsonLines.line(names, [3, .nan, nil]) == "{\"iteration\":3,\"loss\":null,\"accuracy\":null}\n")
    }

    @Test(arguments: [
        ("a.csv", MetricsFormat.csv), ("A.JSONL", .jsonLines), ("x.ndjson", .jsonLines), ("a.txt", nil), ("csv", nil),
    ])
    func theNameSaysTheFormat(_ path: String, _ format: MetricsFormat?) {
        #expect(MetricsFormat(path: path) == format)
    }

    /// A run with history and one without tell the same of the iterations.
    @Test func whatIsKeptAndWhatIsTakenByTheWayAgree() throws {
        let kept = try SmallSets.session("dense:4,relu,dense:3")
        let taken = try SmallSets.trainer("dense:4,relu,dense:3")
        taken.startStatistics()
        var text = MetricsFormat.csv.header(taken.metricsNames)
        for _ in 0..<12 {
            kept.finishIteration(observed: false)
            taken.finishIteration()
            text += MetricsFormat.csv.line(taken.metricsNames, Array(taken.metricsOfStep().prefix(taken.metricsNames.count)))
        }
        let (a, b) = (kept.metricsText(.csv).split(separator: "\n"), text.split(separator: "\n"))
        #expect(a.count == 13 && a.first == b.first)
        for (left, right) in zip(a, b).dropFirst() {
            let (x, y) = (
                left.split(separator: ",", omittingEmptySubsequences: false),
                right.split(separator: ",", omittingEmptySubsequences: false)
            )
            #expect(x.count == y.count)
            for (p, q) in zip(x, y) {
                if let p = Double(p), let q = Double(q) { #expect(abs(p - q) <= 1e-5 * max(1, abs(p))) } else { #expect(p == q) }
            }
        }
    }
}
