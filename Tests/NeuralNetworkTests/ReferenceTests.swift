import Foundation
import NeuralNetwork
import TestSupport
import Testing

/// The files of `../shared/reference`: what PyTorch gets, in Double and Float.
@Suite(.enabled(if: SharedMaterial.has(SharedMaterial.reference, "reference values")))
struct ReferenceTests {
    static let files: [String] = {
        guard let folder = SharedMaterial.reference, let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
        else { return [] }
        return names.filter { $0.hasSuffix(".json") }.sorted()
    }()

    static func load(_ file: String) throws -> ReferenceCase {
        let folder = try #require(SharedMaterial.reference)
        return try ReferenceCase(parsing: [UInt8](Data(contentsOf: folder.appendingPathComponent(file))), source: file)
    }

    @Test(arguments: files)
    func everyNumberMatchesInDouble(file: String) throws {
        let report = try Self.load(file).run(Double.self)
        #expect(report.skipped == nil)
        #expect(report.quantities.contains { $0.name == "activations" && $0.comparisons > 0 })
        for quantity in report.quantities {
            #expect(quantity.passes, "\(quantity.name): relative error \(quantity.worstRelativeError) at \(quantity.place)")
        }
    }

    @Test(arguments: files)
    func everyNumberMatchesInFloatWhereItCan(file: String) throws {
        let reference = try Self.load(file)
        let report = try reference.run(Float.self)
        #expect((report.skipped == nil) == (reference.tolerances["float"] != nil))
        for quantity in report.quantities {
            #expect(quantity.passes, "\(quantity.name): relative error \(quantity.worstRelativeError) at \(quantity.place)")
        }
    }
}
