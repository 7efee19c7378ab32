import Inspection

extension Dashboard {
    /// Carries out what stands in the `:` line: closes it, or says in it what is wrong.
    mutating func enterLine(_ snapshot: Snapshot?) -> [Effect] {
        guard var line = layers[LineLayer.self]?.line else { return [] }
        var input = LineInput(line.scalars, snapshot)
        input.isEnteredAgain = line.error != nil
        guard !input.name.text.isEmpty else {
            layers[LineLayer.self] = nil
            return []
        }
        do {
            let (command, found) = try LineCatalog.command(of: input)
            let actions = try command.run(found, &view)
            layers[LineLayer.self] = nil
            lineHistory.add(line.text)
            return carryOut(actions, snapshot) + [.lineEntered(line.text)]
        } catch {
            line.move(to: error.position)
            line.error = error
            layers[LineLayer.self] = LineLayer(line: line)
            return []
        }
    }
}
