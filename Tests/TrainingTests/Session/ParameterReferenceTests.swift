import Inspection
import Testing
import Training

/// A parameter is found by the name that the screen has for it.
@Suite struct ParameterReferenceTests {
    @Test(
        arguments: [
            ("dense:4,tanh,dense:3", [5]), ("conv2d:2x3,relu,flatten,dense:3", [1, 5, 5]), ("lstm:3,dense:3", [4, 2]),
            ("gru:3,dense:3", [4, 2]), ("dense:4,batchNorm,relu,dense:3", [5]), ("dense:4,prelu,dense:3", [5]),
            ("dense:4,selfAttention:2,flatten,dense:3", [3, 2]),
        ] as [(String, [Int])])
    func everyNameOnTheScreenLeadsToItsParameter(_ network: String, _ shape: [Int]) throws {
        let session = try Small.session(network, data: Small.blobs(features: shape.reduce(1, *), shape: shape))
        for index in 0..<session.network.parameters.count {
            let name = try #require(session.name(ofParameter: index)).short
            let reference = try #require(ParameterReference(parsing: name), "\(name)")
            #expect(session.index(of: reference) == index, "\(name)")
            #expect(reference.description == name)
            // By PyTorch's name, which files have, too.
            #expect(try session.index(of: #require(session.reference(ofParameter: index))) == index)
        }
    }

    @Test(arguments: [
        ("w[2,0,3]", "w₂[0,3]"), ("w2[0,3]", "w₂[0,3]"), ("w₂[0, 3]", "w₂[0,3]"), ("b[12,3]", "b₁₂[3]"), ("b12[3]", "b₁₂[3]"),
        ("0.weight[5,3]", "0.weight[5,3]"), ("w1[1,0,2,2]", "w₁[1,0,2,2]"), ("u_f1[0,2]", "u_f₁[0,2]"), ("γ₂[1]", "γ₂[1]"),
    ])
    func whatIsTypedIsWrittenAsTheScreenDoes(_ typed: String, _ written: String) {
        #expect(ParameterReference(parsing: typed)?.description == written)
    }

    @Test(arguments: ["w", "w[1,2", "w[1]", "w₁", "w[−1,2,3]", "w₁[]", "[1,2]", "w₁[1,x]"])
    func whatIsNoNameIsNone(_ text: String) { #expect(ParameterReference(parsing: text) == nil) }
}
