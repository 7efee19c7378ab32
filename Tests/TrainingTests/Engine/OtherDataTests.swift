import Datasets
import Inspection
import Testing
import Training

/// A run begun anew on other data, from within the program.
struct OtherDataTests {
    private func driver(_ data: String = "moons", _ change: (inout Scenario) -> Void = { _ in }) throws -> SessionDriver {
        var scenario = Scenario(name: data, data: data, network: "dense:4,tanh,dense:2", batch: 8, pinned: 0)
        change(&scenario)
        let driver = SessionDriver(try Session(scenario, data: Self.load(scenario), history: 1 << 18), history: 1 << 18)
        driver.dataOf = Self.load
        try driver.perform(.step(.iteration, count: 4, .forward))
        return driver
    }

    private static func load(_ scenario: Scenario) throws -> DatasetPair {
        try DatasetCatalog.standard.load(
            scenario.data ?? "moons",
            DatasetRequest(
                environment: DataEnvironment(variables: [:]), seed: scenario.seed, trainCount: 40, heldOutCount: 20,
                noise: scenario.noise, split: scenario.split))
    }

    private func settings(_ driver: SessionDriver) -> [String: String] {
        let settings = ScenarioProbe().read(driver.session)?.settings ?? []
        return Dictionary(uniqueKeysWithValues: settings.map { ($0.key, $0.value) })
    }

    /// The data stays when another seed is set: what is written down of the run has to lead to the same data again.
    @Test func aSessionBegunAnewWithAnotherSeedNamesTheSeedOfItsData() throws {
        let driver = try driver()
        let first = driver.session.parametersDigest()
        try driver.perform(.restartWithSetting("seed", "3"))
        #expect(driver.session.seed == 3 && settings(driver)["seed"] == "3")
        try driver.perform(.step(.iteration, count: 4, .forward))
        #expect(driver.session.parametersDigest() != first)
        let again = try Session(
            driver.session.scenario, data: Self.load(driver.session.scenario), seed: driver.session.seed, history: 1 << 18)
        again.step(.iteration, count: 4)
        #expect(again.parametersDigest() == driver.session.parametersDigest())
    }

    @Test func noiseAndSplitAreSettingsOfComputedData() throws {
        let driver = try driver()
        #expect(settings(driver)["noise"] == "0.06" && settings(driver)["split"] == "0.333")
        try driver.perform(.restartWithSetting("noise", "0.5"))
        #expect(driver.session.completedIterations == 0)
        try driver.perform(.restartWithSetting("split", "0.5"))
        #expect(settings(driver)["noise"] == "0.5" && settings(driver)["split"] == "0.5")
        #expect(driver.session.data.train.count == 30 && driver.session.data.heldOut.count == 30)
        var fresh = driver.session.scenario
        (fresh.noise, fresh.split) = (0.5, 0.5)
        // The same run as one that began with both.
        let again = try Session(fresh, data: Self.load(fresh), history: 1 << 18)
        again.step(.iteration, count: 5)
        try driver.perform(.step(.iteration, count: 5, .forward))
        #expect(again.parametersDigest() == driver.session.parametersDigest())
    }

    @Test func addedPointsStayUnderOtherNoiseAndGoWithTheirData() throws {
        let driver = try driver()
        try driver.perform(.addSample(AddedSample([0.3, 0.2], .label(1))))
        try driver.perform(.restartWithSetting("noise", "0.2"))
        #expect(driver.session.data.added.count == 1 && driver.session.data.train.count == 41)
        try driver.perform(.restartWithSetting("data", "circles"))
        #expect(driver.session.data.added.isEmpty && driver.session.data.train.name == "circles")
        #expect(driver.session.scenario.noise == nil, "each set has its own usual noise")
        #expect(driver.session.network.spec.text == "dense:4,tanh,dense:2", "what fits stays")
    }

    @Test(arguments: ["hills", "wave", "echo", "rhyme", "xor"]) func whatDoesNotFitGivesWayToTheUsual(_ data: String) throws {
        let driver = try driver()
        try driver.perform(.restartWithSetting("data", data))
        #expect(driver.session.data.train.name == data, "\(driver.status.notice ?? "")")
        try driver.perform(.step(.iteration, count: 2, .forward))
        #expect(driver.session.completedIterations == 2)
        if data != "xor" { #expect(driver.session.scenario.network != "dense:4,tanh,dense:2") }
    }

    @Test func noOutputIsLeftWithoutAClass() throws {
        let driver = try driver("moons") { $0.network = "dense:4,relu,dense:10" }
        try driver.perform(.restartWithSetting("noise", "0.2"))
        #expect(driver.session.network.spec.text == "dense:4,relu,dense:10", "what somebody has chosen stays on the same data")
        try driver.perform(.restartWithSetting("data", "circles"))
        #expect(driver.session.network.spec.output.count == 2)
    }

    @Test(arguments: [("noise", "-1"), ("noise", "much"), ("split", "1.5"), ("data", "nothing-like-it")])
    func whereItIsRefusedNothingIsLost(_ key: String, _ value: String) throws {
        let driver = try driver()
        let digest = driver.session.parametersDigest()
        try driver.perform(.restartWithSetting(key, value))
        #expect(driver.status.notice?.contains("expected") == true)
        #expect(driver.session.completedIterations == 4 && driver.session.parametersDigest() == digest)
    }

    @Test func aComparisonGoesOnOnTheOtherData() throws {
        let driver = try driver()
        try driver.perform(.compare("learningRate: 0.02"))
        try driver.perform(.restartWithSetting("noise", "0.3"))
        #expect(driver.snapshot([]).otherRuns.count == 1)
        try driver.perform(.step(.iteration, count: 3, .forward))
        #expect(driver.snapshot([]).otherRuns.first?.status.position.iteration == 2)
    }

    @Test func picturesHaveNoNoise() throws {
        let session = try Session(
            SmallSets.scenario("flatten,dense:3"), data: SmallSets.pictures, history: 1 << 18)
        let keys = try #require(ScenarioProbe().read(session)).settings.map(\.key)
        #expect(!keys.contains("noise") && !keys.contains("split"))
    }
}
