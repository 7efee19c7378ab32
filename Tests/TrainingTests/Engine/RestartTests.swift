import Inspection
import Testing
import Training

/// Runs begun anew: what is given up for them, and what is kept where they are refused.
@Suite struct RestartTests {
    private func driver() throws -> SessionDriver {
        let driver = SessionDriver(try Small.session(epochs: 2), history: 1 << 20)
        try driver.perform(.step(.iteration, count: 4, .forward))
        return driver
    }

    static let beginnings: [Request] = [
        .restart(newSeed: false), .restart(newSeed: true), .restartWithSeed(9), .restartWithSetting("batch", "4"),
    ]

    @Test(arguments: beginnings) func nobodyHoldsTheRunThatWasGivenUp(_ request: Request) throws {
        let driver = try driver()
        let old = { [weak session = driver.session] in session != nil }
        #expect(old())
        try driver.perform(request)
        #expect(!old())
        #expect(driver.session.completedIterations == 0)
    }

    @Test(arguments: beginnings) func whatIsGivenUpIsSaid(_ request: Request) throws {
        let driver = try driver()
        try driver.perform(request)
        #expect(driver.status.notice?.contains("gone") != true)
        for rate in [0.3, 0.2] {
            try driver.perform(.step(.iteration, count: 5, .forward))
            try driver.perform(.step(.iteration, count: 2, .back))
            try driver.perform(.setLearningRate(rate))
        }
        try driver.perform(request)
        #expect(driver.status.notice?.contains("2 changes and 2 branches are gone") == true, "\(driver.status.notice ?? "")")
    }

    @Test(arguments: [false, true], [("network", "dense:900000000000"), ("batch", "0"), ("loss", "nobody")])
    func whereItIsRefusedNothingIsLost(_ isComparing: Bool, _ setting: (String, String)) throws {
        let driver = try driver()
        if isComparing { try driver.perform(.compare("learningRate: 0.02")) }
        let digest = driver.session.parametersDigest()
        try driver.perform(.restartWithSetting(setting.0, setting.1))
        #expect(driver.status.notice?.isEmpty == false)
        #expect(driver.session.completedIterations == 4)
        #expect(driver.session.parametersDigest() == digest)
        #expect(driver.snapshot([]).otherRuns.count == (isComparing ? 1 : 0))
        try driver.perform(.step(.iteration, count: 1, .back))
        #expect(driver.session.completedIterations == 3)
    }
}
