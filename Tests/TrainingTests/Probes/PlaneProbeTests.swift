import Datasets
import Inspection
import NeuralNetwork
import Testing
import Training

/// What the network says over the plane of its inputs: where, and how surely.
struct PlaneProbeTests {
    /// Three classes around their centers on the square from −1 to 1.
    private static func session(_ network: String) throws -> Session {
        let corners: [Float] = [-1, -1, 1, -1, 0, 1]
        let data = Dataset(
            name: "corners", source: "made in a test", sampleShape: [2], classNames: ["a", "b", "c"], features: .values(corners),
            targets: .classes([0, 1, 2]))
        return try Small.session(network, data: DatasetPair(train: data, heldOut: data), batch: 3)
    }

    private static func classes(_ session: Session, _ columns: Int, _ rows: Int) throws -> ([Int], [Float]) {
        let reading = try #require(session.ask(PlaneProbe(columns: columns, rows: rows)))
        #expect(reading.columns == columns && reading.rows == rows && reading.coarseness == 1)
        guard case .classes(let winners, let lead) = reading.answers else { return ([], []) }
        return (winners, lead)
    }

    /// Left, right, and above.
    @Test func rowsGoDownAndColumnsToTheRight() throws {
        let session = try Self.session("dense:3")
        session.set("0.weight", [-10, -5, 10, -5, 0, 10])
        session.set("0.bias", [0, 0, 0])
        #expect(try Self.classes(session, 4, 4).0 == [2, 2, 2, 2, 0, 2, 2, 1, 0, 0, 1, 1, 0, 0, 1, 1])
    }

    /// p = softmax(2, 1, 0) = 0.6652, 0.2447, 0.0900 everywhere.
    @Test func theLeadIsWhatTheLikeliestClassHasBeforeTheNext() throws {
        let session = try Self.session("dense:3")
        session.network.parameters.fill(0)
        session.set("0.bias", [2, 1, 0])
        let (winners, lead) = try Self.classes(session, 3, 2)
        #expect(winners == [0, 0, 0, 0, 0, 0])
        #expect(lead.allSatisfy { abs($0 - 0.42051) < 1e-4 }, "\(lead)")
    }

    @Test func everySampleIsAPoint() throws {
        let reading = try #require(try Self.session("dense:3").ask(PlaneProbe(columns: 2, rows: 2)))
        #expect(reading.points.map(\.x) == [-1, 1, 0, -1, 1, 0] && reading.points.map(\.y) == [-1, -1, 1, -1, -1, 1])
        #expect(reading.points.map(\.label) == [0, 1, 2, 0, 1, 2] && reading.hidden == 0)
        #expect(reading.points.map(\.isHeldOut) == [false, false, false, true, true, true])
        #expect(reading.points.filter(\.isPinned).map(\.label) == [1])
        #expect(reading.box.place(x: 1, y: -1, columns: 10, rows: 10) == (9, 9))
        #expect(reading.box.place(x: -9, y: 9, columns: 10, rows: 10) == (0, 0))
    }
}
