import Inspection

extension SessionDriver {
    /// Starts, pauses, or changes the pace of running.
    func perform(_ control: RunControl) {
        switch control {
        case .toggle:
            if isRunning { return stopAtVisibleMoment() }
            if session.completedIterations > session.finalIteration { session.overruleStop() }
            session.primeBreakpoints()
            isRunning = true
        case .pause: stopAtVisibleMoment()
        case .grain(let grain): self.grain = grain
        case .speed(let speed): self.speed = speed
        case .changeSpeed(let isFaster):
            speed = speed.faster(isFaster)
            notice = "speed: \(speed.text(grain))"
        }
    }
}
