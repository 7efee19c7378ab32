"""Holds in one process, what it costs when nobody watches, and loops that are not the usual one."""
import collections
import copy
import os
import subprocess
import sys
import threading
import time
import unittest

from torch import nn
from torch.nn import functional

from support import HERE, PYTHON, Loop, WatchedTest, backstep, batches, mlp, torch


class HoldTests(WatchedTest):
    def test_a_run_is_held_before_the_update_and_goes_on(self):
        loop = self.begin(mlp())

        def script():
            held = self.hub.stop()
            self.assertEqual((held["where"], held["grad"]), ("before-update", "final"))
            self.hub.send({"t": "ping", "seq": 5})
            self.assertTrue(self.hub.expect("pong", lambda m: m["seq"] == 5)["held"])
            self.hub.send({"t": "get", "seq": 1, "what": "row", "parameter": 0, "row": 0})
            answer = self.hub.expect("answer")
            self.assertEqual((answer["step"], answer["held"]), (held["step"], True))
            before = [p.detach().clone() for p in loop.model.parameters()]
            time.sleep(0.3)
            self.assertTrue(all(torch.equal(a, b) for a, b in zip(before, loop.model.parameters())))
            self.assertEqual(self.run_.updates, held["step"])
            self.hub.go()
            running = self.hub.expect("running")
            self.assertEqual((running["step"], running["why"], running["id"]), (held["step"], "go", held["id"]))
            return held["step"]
        step = self.while_training(loop, script)
        loop()
        self.assertGreater(self.run_.updates, step)

    def test_go_with_a_next_appointment_holds_the_very_next_update(self):
        loop = self.begin(mlp())

        def script():
            held = self.hub.stop()
            steps = []
            for _ in range(5):
                following = {"id": self.hub.identity + 1, "step": held["step"] + 1, "keep": ["batch"]}
                self.hub.send({"t": "go", "id": held["id"], "next": following})
                self.hub.identity += 1
                self.hub.expect("running")
                held = self.hub.expect("held")
                steps.append(held["step"])
                self.hub.send({"t": "get", "seq": 1, "what": "replay"})
                self.assertTrue(self.hub.expect("answer")["equal"])
            self.hub.go()
            self.assertEqual(steps, list(range(steps[0], steps[0] + 5)))
        self.while_training(loop, script)

    def test_too_near_is_late_and_not_committed_is_missed(self):
        loop = self.begin(mlp())

        def script():
            identity, _ = self.hub.arm(ahead=0)
            self.assertEqual(self.hub.expect_each(("armed", "late"), identity, 1)[0]["t"], "late")
            identity, step = self.hub.arm(ahead=20)
            self.assertEqual(self.hub.expect_each(("armed", "late"), identity, 1)[0]["t"], "armed")
            missed = self.hub.expect("missed")
            self.assertEqual((missed["id"], missed["step"]), (identity, step))
        self.while_training(loop, script)

    def test_an_arm_while_held_is_late_and_a_newer_one_replaces(self):
        loop = self.begin(mlp())

        def script():
            first, _ = self.hub.arm(ahead=100)
            second, _ = self.hub.arm(ahead=100)
            self.hub.send({"t": "commit", "id": first})
            self.hub.expect("missed", lambda m: m["id"] == second)
            self.hub.stop()
            identity, _ = self.hub.arm(ahead=10)
            self.assertEqual(self.hub.expect_each(("armed", "late"), identity, 1)[0]["t"], "late")
            self.hub.send({"t": "go", "id": identity - 1})
            self.hub.expect("running")
        self.while_training(loop, script)

    def seconds_held(self):
        """Seconds until the held run goes on."""
        begun = time.monotonic()
        while self.run_._held:
            time.sleep(0.01)
        return time.monotonic() - begun

    def test_a_held_run_goes_when_its_hub_is_gone(self):
        loop = self.begin(mlp())

        def script():
            self.hub.stop()
            self.hub.cut()
            return self.seconds_held()
        self.assertLess(self.while_training(loop, script), 1.0)

    def test_a_held_run_goes_when_its_hub_freezes(self):
        self.listen(limits={"silent": 1.0})
        loop = self.begin(mlp())

        def script():
            self.hub.stop()
            self.hub.frozen = True
            spent = self.seconds_held()
            self.hub.frozen = False
            self.assertEqual(self.hub.expect("running")["why"], "silent")
            return spent
        self.assertLess(self.while_training(loop, script), 2.5)

    def test_a_held_run_goes_when_its_io_thread_hangs(self):
        self.listen(limits={"silent": 1.0})
        loop = self.begin(mlp())

        def script():
            self.hub.stop()
            hang = threading.Event()
            self.addCleanup(hang.set)
            self.run_._link.read = lambda: hang.wait()
            begun = time.monotonic()
            while self.run_._held:
                time.sleep(0.01)
            hang.set()
            return time.monotonic() - begun
        self.assertLess(self.while_training(loop, script), 5)

    def test_no_hold_is_longer_than_allowed(self):
        loop = self.begin(mlp(), max_hold=0.5)

        def script():
            self.hub.stop()
            try:
                self.assertEqual(self.hub.expect("running", timeout=3)["why"], "too long")
            finally:
                self.hub.go()
        self.while_training(loop, script)

    def test_look_is_never_held(self):
        loop = self.begin(mlp(), control="look")
        self.assertEqual(self.hub.expect("hello")["control"], "look")

        def script():
            identity, _ = self.hub.arm(ahead=50)
            self.assertEqual(self.hub.expect_each(("armed", "late"), identity, 1)[0]["t"], "late")
        self.while_training(loop, script)

    def test_an_interrupt_by_the_user_ends_a_hold(self):
        loop = self.begin(mlp())

        def script():
            self.hub.stop()
            import _thread
            _thread.interrupt_main()
            self.assertEqual(self.hub.expect("running")["why"], "interrupted")
        thread = threading.Thread(target=script, daemon=True)
        thread.start()
        with self.assertRaises(KeyboardInterrupt):
            for _ in range(20000):
                loop()
        thread.join(5)
        self.assertFalse(self.run_._held)
        self.assertFalse(self.run_._dead)

    def test_set_is_for_edit_alone_and_for_a_hold(self):
        loop = self.begin(mlp(), control="edit")

        def script():
            self.hub.stop()
            self.hub.send({"t": "set", "seq": 1, "lr": 0.5})
            self.hub.send({"t": "set", "seq": 2, "parameter": "0.weight", "index": [1, 2], "value": 42.0})
            self.hub.send({"t": "set", "seq": 3, "parameter": "0.weight", "index": [1], "value": 42.0})
            answers = [self.hub.expect("answer") for _ in range(3)]
            self.assertEqual(["error" in a.header for a in answers], [False, False, True])
            self.assertEqual(loop.optimizer.param_groups[0]["lr"], 0.5)
            self.assertEqual(loop.model[0].weight[1, 2].item(), 42.0)
            self.hub.go()
        self.while_training(loop, script)
        self.run_.detach()


class ReplayTests(WatchedTest):
    def model(self):
        torch.manual_seed(0)
        return nn.Sequential(nn.Linear(6, 16), nn.BatchNorm1d(16), nn.ReLU(inplace=True), nn.Dropout(0.3), nn.Linear(16, 3))

    def held(self, loop, script):
        def play():
            self.hub.stop()
            try:
                return script()
            finally:
                self.hub.go()
        return self.while_training(loop, play)

    def ask(self, what, **more):
        self.hub.send(dict({"t": "get", "seq": 8, "what": what}, **more))
        answer = self.hub.expect("answer")
        if "error" in answer.header:
            raise AssertionError(answer["error"])
        return answer

    def test_a_replay_is_the_step_to_the_bit_and_leaves_no_trace(self):
        loop = self.begin(self.model())
        loop.loss_of = lambda x, y, plain=loop.loss_of: plain(x, y) + 0 * torch.rand(())      # draws after its forward pass, too

        def script():
            state = [t.detach().clone() for t in [*loop.model.parameters(), *loop.model.buffers()]]
            gradients = [p.grad.clone() for p in loop.model.parameters()]
            random = torch.get_rng_state()
            answer = self.ask("replay", want=["norm", "mean"])
            self.assertTrue(answer["equal"])
            self.assertEqual(len(answer["states"]), 10)
            after = [*loop.model.parameters(), *loop.model.buffers()]
            self.assertTrue(all(torch.equal(a, b) for a, b in zip(state, after)))
            self.assertTrue(all(torch.equal(a, p.grad) for a, p in zip(gradients, loop.model.parameters())))
            self.assertTrue(torch.equal(random, torch.get_rng_state()))
            neuron = self.ask("neuron", module=0, unit=3)
            self.assertIn("z", neuron["neuron"])
        self.held(loop, script)

    def test_a_replay_of_several_backward_passes(self):
        loop = self.begin(self.model())

        def loss_of(x, y, plain=loop.loss_of):
            plain(x[:4], y[:4]).backward()
            return plain(x[4:], y[4:])
        loop.loss_of = loss_of
        self.assertTrue(self.held(loop, lambda: self.ask("replay"))["equal"])

    def test_a_batch_whose_memory_is_used_again_is_refused(self):
        loop = self.begin(self.model())

        def step(plain=loop.optimizer.step):
            loop.history[-1][1].add_(1)           # a loader that fills the batch's memory anew before the update
            return plain()
        loop.optimizer.step = step
        with self.assertRaisesRegex(AssertionError, "memory has been used again"):
            self.held(loop, lambda: self.ask("replay"))

    def test_the_check_of_a_gradient(self):
        loop = self.begin(self.model())

        def script():
            for parameter, index in ((0, [3, 2]), (4, [1, 5]), (2, [4])):
                for double, tolerance in ((True, 1e-5), (False, 5e-2)):
                    answer = self.ask("nudge", parameter=parameter, index=index, double=double)
                    self.assertEqual(answer["double"], double)
                    slope = (float(answer["hi"]) - float(answer["lo"])) / float(answer["width"])
                    own = float(answer["own"])
                    self.assertLess(abs(slope - own), tolerance * max(abs(own), 1e-3), answer)
                    self.assertEqual(own, float(answer["mean"]))
                    gradient = list(loop.model.parameters())[parameter].grad[tuple(index)]
                    self.assertEqual(own, gradient.item())
        self.held(loop, script)


class AsleepTests(WatchedTest):
    def test_the_hook_does_next_to_nothing_when_nobody_watches(self):
        """Counted, not timed: instructions of Python, and calls, from the hook's entry to its end."""
        loop = Loop(mlp())
        run = self.watch(loop.model, loop.optimizer)
        for _ in range(3):
            loop()
        self.assertEqual(run._alarm, backstep.NEVER)
        counts = {"opcode": 0, "call": 0}

        def trace(frame, event, argument):
            frame.f_trace_opcodes, frame.f_trace_lines = True, False
            if event in counts:
                counts[event] += 1
            return trace
        sys.settrace(trace)
        try:
            run._before_update(loop.optimizer, (loop.optimizer,), {})
        finally:
            sys.settrace(None)
        self.assertEqual(counts["call"], 1)       # itself: it calls no function of ours
        self.assertLess(counts["opcode"], 40)

    def test_nothing_is_hooked_but_the_optimizer(self):
        loop = Loop(mlp())
        self.watch(loop.model, loop.optimizer)
        loop()
        self.assertEqual(len(loop.optimizer._optimizer_step_pre_hooks), 1)
        self.assertEqual(len(loop.optimizer._optimizer_step_post_hooks), 0)
        for module in loop.model.modules():
            self.assertFalse(module._forward_hooks or module._forward_pre_hooks or module._backward_hooks)
        self.assertFalse(any(p._backward_hooks for p in loop.model.parameters()))

    def test_loss_and_notes_are_left_alone(self):
        loop = Loop(mlp())
        run = self.watch(loop.model, loop.optimizer)
        for _ in range(100):
            run.loss(torch.zeros(()))
            run.note("x", 1)
            run.grad_norm(torch.zeros(()))
        self.assertEqual((run._losses, len(run._notes), run._norm_before), ([], 0, None))

    def test_watch_is_one_and_the_same(self):
        loop = Loop(mlp())
        run = self.watch(loop.model, loop.optimizer)
        self.assertIs(backstep.watch(loop.model, loop.optimizer), run)
        loop()
        self.assertEqual(run.updates, 1)

    def test_watch_again_is_of_what_is_now_trained(self):
        """In a notebook a cell is run again."""
        first, second = Loop(mlp()), Loop(mlp(1, (6, 4, 3)))
        run = self.begin_first(first)
        self.watch(second.model, second.optimizer)
        self.assertIs(self.run_, run)
        message = self.hub.expect("model", lambda m: m["parameters"][0][2] == [4, 6])
        self.assertEqual(len(message["parameters"]), 4)
        count = run.updates
        second()
        first()
        self.assertEqual(run.updates, count + 1)

    def begin_first(self, loop):
        self.listen()
        run = self.watch(loop.model, loop.optimizer)
        self.hub.wait_for_ranks(1)
        for _ in range(5):
            loop()
        return run

    def test_a_model_that_is_not_made_yet(self):
        model = nn.Sequential(nn.LazyLinear(16), nn.ReLU(), nn.LazyLinear(3))
        self.listen()
        run = self.watch(model, budget=1.0)
        self.hub.wait_for_ranks(1)
        model(torch.zeros(1, 6))
        loop = Loop(model)
        message = self.while_training(loop, lambda: self.hub.expect("model", lambda m: m["parameters"]))
        self.assertEqual(message["parameters"][0][2], [16, 6])
        self.assertFalse(run._failures)

    def test_a_model_that_is_wrapped_after_it_is_watched(self):
        model = mlp()
        loop = Loop(model)
        self.listen()
        self.watch(model, loop.optimizer)
        model[0].compile(backend="eager")
        self.while_training(loop, lambda: self.hub.expect("model", lambda m: m["compiled"]))

    def test_misuse_is_said(self):
        for arguments, error in ((dict(control="drive"), ValueError), (dict(budget=2), ValueError), (dict(model=3), TypeError),
                                 (dict(optimizer=3), TypeError)):
            with self.assertRaises(error):
                backstep.watch(**arguments)
            self.assertIsNone(backstep._run)


class GovernorTests(WatchedTest):
    def spent(self, loop, seconds, ask):
        """Share of the run's time that went to watching it: the budget's own books, and the io thread's processor time."""
        run = self.run_
        self.hub.send(ask)
        end = time.monotonic() + 1
        while time.monotonic() < end:
            loop()
        books, io, begun = run._budget.spent, run._link.cpu_seconds, time.monotonic()
        frames = len(self.hub.messages)
        while time.monotonic() - begun < seconds:
            loop()
        return (run._budget.spent - books + run._link.cpu_seconds - io) / (time.monotonic() - begun)

    def test_standing_readings_keep_within_the_budget(self):
        loop = self.begin(mlp(sizes=(64, 128, 128, 10)), budget=0.01)
        loop.data, loop.pause = batches(shape=(32, 64), classes=10), 0
        probes = [{"probe": name, "every": 1} for name in ("norms", "update", "own", "finite", "checksum", "optimizer")]
        share = self.spent(loop, 4, {"t": "ask", "gen": 1, "probes": probes})
        self.assertLess(share, 0.0125)
        counts = collections.Counter(m["probe"] for m in list(self.hub.messages) if m["t"] == "frame")
        self.assertEqual(len(counts), 6)
        self.assertGreater(4 * min(counts.values()) + 4, max(counts.values()), counts)        # nobody starves

    def test_what_is_owed_is_paid_before_anything_is_read(self):
        loop = self.begin(mlp(), budget=0.02)
        self.run_._budget.credit = -0.02
        self.hub.send({"t": "ask", "gen": 1, "probes": [{"probe": "norms", "every": 1}]})
        end = time.monotonic() + 0.6
        while time.monotonic() < end:
            loop()
        self.assertFalse([m for m in list(self.hub.messages) if m["t"] == "frame"])
        self.while_training(loop, lambda: self.hub.expect("frame"))

    def test_a_budget_of_nothing_reads_nothing(self):
        loop = self.begin(mlp(), budget=0.0)
        self.hub.send({"t": "ask", "gen": 1, "probes": [{"probe": "norms", "every": 1}]})
        self.while_training(loop, lambda: self.hub.expect("tick", count=5))
        self.assertFalse([m for m in list(self.hub.messages) if m["t"] == "frame"])

    def test_what_is_asked_for_by_hand_is_not_refused(self):
        loop = self.begin(mlp(), budget=0.0001)

        def script():
            step = self.hub.expect("tick")["step"] + 300
            self.hub.send({"t": "observe", "id": 1, "step": step, "want": ["norm"]})
            self.assertEqual(self.hub.expect("record")["step"], step)
        self.while_training(loop, script)

    def test_a_request_for_an_update_that_has_gone_by_is_for_the_next(self):
        loop = self.begin(mlp())
        with self.run_._condition:
            self.run_._observe[self.run_.updates - 3] = {"id": 7, "step": 1, "want": ["norm"]}
            self.run_._set_alarm()
        record = self.while_training(loop, lambda: self.hub.expect("record"))
        self.assertEqual(record["id"], 7)

    def test_the_time_of_a_hold_is_no_steps(self):
        loop = self.begin(mlp())

        def script():
            self.hub.expect("tick", count=3)
            for _ in range(5):
                self.hub.stop()
                time.sleep(0.3)
                self.hub.go()
                self.hub.expect("running")
            return self.hub.expect("tick", count=4)[-1]["s_step"]
        self.assertLess(self.while_training(loop, script), 0.02)

    def test_look_keeps_its_own_budget(self):
        loop = self.begin(mlp(), budget=0.02, control="look")
        self.hub.send({"t": "ask", "gen": 1, "budget": 1.0, "probes": [{"probe": "norms", "every": 1}]})
        self.while_training(loop, lambda: self.hub.expect("frame"))
        self.assertEqual(self.run_._budget.share, 0.02)


class OddLoopTests(WatchedTest):
    def recorded(self, loop, **more):
        self.hub.send(dict({"t": "observe", "id": 1, "step": 0, "want": ["norm"]}, **more))
        return self.while_training(loop, lambda: self.hub.expect("record"))

    def frame(self, loop):
        self.hub.send({"t": "ask", "gen": 1, "budget": 1.0, "probes": [{"probe": "norms", "every": 1}]})
        return self.while_training(loop, lambda: self.hub.expect("frame"))

    def test_an_optimizer_with_a_closure(self):
        model = mlp()
        for optimizer in (torch.optim.SGD(model.parameters(), 0.05), torch.optim.LBFGS(model.parameters(), max_iter=3)):
            with self.subTest(type(optimizer).__name__):
                self.tearDown()
                self.setUp()
                loop = self.begin(model, optimizer)
                calls = {}

                def step():
                    x, y = next(loop.data)
                    loop.count += 1
                    calls[loop.count] = 0

                    def closure():
                        calls[loop.count] += 1
                        optimizer.zero_grad()
                        loss = functional.cross_entropy(model(x), y)
                        loss.backward()
                        return loss
                    optimizer.step(closure)
                    calls[-loop.count] = [p.grad.norm().item() for p in model.parameters()]
                    time.sleep(0.001)
                frame = self.frame(step)
                self.assertTrue(frame["closure"])
                self.close_to(frame.tensors["g,w"].rows()[0], calls[-frame["step"]])
                record = self.recorded(step)
                self.assertEqual(record["micro"], calls[record["step"]])

                def script():
                    held = self.hub.stop()
                    self.assertEqual((held["grad"], held["closure"]), ("none", True))
                    self.hub.go()
                self.while_training(step, script)
                self.assertEqual(self.run_.updates, loop.count)

    def gan(self, watch):
        """Two nets, two optimizers: one update of each in turn."""
        g, d = mlp(0, (4, 8, 6)), mlp(1, (6, 16, 2))
        og, od = torch.optim.Adam(g.parameters(), 1e-3), torch.optim.Adam(d.parameters(), 1e-3)
        self.listen()
        watch(g, d, og, od)
        self.hub.wait_for_ranks(1, timeout=10)
        generator = torch.Generator().manual_seed(0)
        counts = {"d": 0}

        def step():
            real, noise = torch.randn(8, 6, generator=generator), torch.randn(8, 4, generator=generator)
            one, zero = torch.ones(8, dtype=torch.long), torch.zeros(8, dtype=torch.long)
            od.zero_grad()
            (functional.cross_entropy(d(real), one) + functional.cross_entropy(d(g(noise).detach()), zero)).backward()
            counts["d"] += 1
            counts["norms"] = [p.grad.norm().item() for p in d.parameters()]
            od.step()
            og.zero_grad()
            functional.cross_entropy(d(g(noise)), one).backward()
            og.step()
            time.sleep(0.001)
        step.counts = counts
        return step

    def test_two_optimizers_that_are_given(self):
        step = self.gan(lambda g, d, og, od: self.watch([g, d], [od, og], budget=1.0))
        model = self.hub.expect("model")
        self.assertEqual([len(model["optimizers"]), len(model["parameters"])], [2, 8])
        self.assertEqual(model["parameters"][0][0], "0.0.weight")
        frame = self.frame(step)
        self.assertEqual(frame.tensors["g,w"].shape, [2, 8])
        record = self.recorded(step)
        self.assertEqual(record["micro"], 5)      # from one update of d to the next: g, d, and then d, g, d
        self.assertEqual(self.run_.updates, step.counts["d"])

        def script():
            self.hub.stop()
            self.hub.go()
        self.while_training(step, script)

    def test_two_optimizers_that_are_found(self):
        step = self.gan(lambda g, d, og, od: self.watch(budget=1.0))
        self.while_training(step, lambda: self.hub.expect("tick"))
        self.hub.forget()
        frame = self.frame(step)
        self.assertEqual(self.run_.updates, step.counts["d"])     # d has more to train
        self.assertEqual(frame.tensors["g,w"].shape, [2, 4])
        self.while_training(step, lambda: self.hub.stop() and self.hub.go())

    def test_an_optimizer_that_is_left_for_another(self):
        self.listen()
        self.watch(budget=1.0)
        first, second = Loop(mlp(), pause=0), Loop(mlp(1), pause=0)
        for _ in range(50):
            first()
        self.assertEqual(self.run_.updates, 50)
        for _ in range(200):
            second()
        self.assertGreater(self.run_.updates, 100)
        self.hub.wait_for_ranks(1)
        self.while_training(second, lambda: self.hub.expect("model", lambda m: len(m["parameters"]) == 4))

    def test_the_model_is_found(self):
        model = mlp()
        loop = Loop(model)
        self.listen()
        self.watch(budget=1.0)
        message = self.while_training(loop, lambda: self.hub.expect("model", lambda m: m["modules"]))
        self.assertEqual([entry[1] for entry in message["modules"]], ["Linear", "ReLU", "Linear"])
        self.assertEqual(self.run_._subject.roots, [model])
        self.assertEqual(self.run_.updates, loop.count)
        self.assertEqual(len(self.recorded(loop)["states"]), 6)

    def scaled(self, fused):
        model = mlp()
        optimizer = torch.optim.Adam(model.parameters(), 1e-3, fused=fused)
        loop = self.begin(model, optimizer)
        scaler = torch.amp.GradScaler("cpu", init_scale=1024.0, growth_interval=10 ** 6)
        norms = {}

        def step():
            x, y = next(loop.data)
            optimizer.zero_grad()
            loss = functional.cross_entropy(model(x), y)
            scaler.scale(loss).backward()
            norms[self.run_.updates + 1] = [p.grad.norm().item() for p in model.parameters()]
            scaler.step(optimizer)
            scaler.update()
            time.sleep(0.001)
        frame = self.frame(step)
        return frame, norms[frame["step"]]

    def test_gradients_that_are_still_scaled_are_said_to_be(self):
        frame, norms = self.scaled(fused=True)
        self.assertEqual((frame["grad"], frame["scale"]), ("scaled", 1024.0))
        self.close_to(frame.tensors["g,w"].rows()[0], norms)

    def test_gradients_that_are_unscaled_are_final(self):
        frame, norms = self.scaled(fused=False)
        self.assertEqual((frame["grad"], "scale" in frame.header), ("final", False))
        self.close_to([g * 1024 for g in frame.tensors["g,w"].rows()[0]], norms, 1e-5)

    def test_an_update_that_is_skipped_is_said(self):
        model = mlp()
        optimizer = torch.optim.Adam(model.parameters(), 1e-3, fused=True)
        loop = self.begin(model, optimizer)
        scaler = torch.amp.GradScaler("cpu", init_scale=1024.0)

        def step():
            optimizer.zero_grad()
            x, y = next(loop.data)
            scaler.scale(functional.cross_entropy(model(x * float("inf")), y)).backward()
            scaler.step(optimizer)
            scaler.update(1024.0)
            time.sleep(0.001)
        self.assertTrue(self.frame(step)["skipped"])

    def test_autocast_values_are_of_half_precision_and_norms_of_float32(self):
        loop = self.begin(mlp())

        def loss_of(x, y, plain=loop.loss_of):
            with torch.autocast("cpu", torch.bfloat16):
                return plain(x, y)
        loop.loss_of = loss_of
        record = self.recorded(loop)
        x, y, parameters, _, _ = loop.at(record["step"])
        z = functional.linear(x.bfloat16(), parameters[0].bfloat16(), parameters[1].bfloat16())
        self.close_to(record.tensors["norm"].values[0], torch.linalg.vector_norm(z, dtype=torch.float32), 1e-5)

        def script():
            self.hub.stop()
            self.hub.send({"t": "get", "seq": 1, "what": "replay"})
            answer = self.hub.expect("answer")
            self.hub.go()
            return answer
        self.assertTrue(self.while_training(loop, script)["equal"])

    def test_an_optimizer_inside_the_backward_pass_is_not_counted(self):
        model = mlp()
        optimizers = {p: torch.optim.SGD([p], 0.01) for p in model.parameters()}
        for p in model.parameters():
            p.register_post_accumulate_grad_hook(lambda q: optimizers[q].step())
        run = self.watch(model, list(optimizers.values()))
        functional.cross_entropy(model(torch.randn(4, 6)), torch.zeros(4, dtype=torch.long)).backward()
        self.assertEqual(run.updates, 0)

    def test_a_copy_of_the_model_made_on_a_recorded_step(self):
        loop = self.begin(mlp())
        copies = []

        def loss_of(x, y, plain=loop.loss_of):
            if loop.model[0]._forward_hooks:
                copies.append(copy.deepcopy(loop.model))
            return plain(x, y)
        loop.loss_of = loss_of
        self.recorded(loop)
        self.assertEqual(len(copies), 1)
        copies[0](torch.randn(2, 6)).sum().backward()     # its hooks are ours, and do nothing any more

    def test_tied_parameters_and_shared_modules(self):
        class Tied(nn.Module):
            def __init__(self):
                super().__init__()
                self.embed, self.act, self.head = nn.Embedding(10, 6), nn.Tanh(), nn.Linear(6, 10, bias=False)
                self.mix = nn.Linear(6, 6)
                self.head.weight = self.embed.weight

            def forward(self, x):
                return self.head(self.act(self.mix(self.act(self.mix(self.embed(x))))).mean(1))
        model = Tied()
        loop = Loop(model, data=((torch.randint(0, 10, (8, 4)), torch.randint(0, 10, (8,))) for _ in iter(int, 1)))
        self.listen()
        self.watch(model, loop.optimizer, budget=1.0)
        self.hub.wait_for_ranks(1)
        message = self.hub.expect("model")
        names = [entry[0] for entry in message["parameters"]]
        self.assertEqual([[names[i] for i in pair] for pair in message["tied"]], [["embed.weight", "head.weight"]])
        self.assertEqual(self.frame(loop).tensors["g,w"].shape, [2, len(names)])
        record = self.recorded(loop)
        self.assertEqual([state[0] for state in record["states"] if state[1] == 0], [0, 3, 1, 3, 1, 2])

    def test_of_a_very_large_model_a_part_is_told(self):
        model = nn.Sequential()
        for number in range(6000):
            model.add_module("a_name_of_some_length_%d" % number, nn.Linear(1, 1))
        subject = backstep.Subject([model], [torch.optim.SGD(model.parameters(), 0.1)])
        message = subject.message()
        self.assertLess(len(backstep.encode(message)), backstep.MAX_HEADER)
        self.assertEqual(len(message["modules"]) + message["omitted"][0], 6000)
        self.assertEqual(len(message["parameters"]) + message["omitted"][1], 12000)
        self.assertEqual(len(subject.gradients()), len(message["parameters"]))
        self.assertGreater(len(message["parameters"]), 1000)

    def test_a_module_that_gives_its_own_parameter(self):
        class Scale(nn.Module):
            def __init__(self):
                super().__init__()
                self.factor = nn.Parameter(torch.ones(1))

            def forward(self):
                return self.factor

        class Scaled(nn.Module):
            def __init__(self):
                super().__init__()
                self.scale, self.net = Scale(), mlp()

            def forward(self, x):
                return self.scale() * self.net(x)
        model = Scaled()
        loop = self.begin(model)
        record = self.recorded(loop)
        self.assertIn([0, 1, 0, 1, 1], record["states"])
        loop()
        self.assertFalse(any(p._backward_hooks for p in model.parameters()))

    def test_gradients_that_are_sparse(self):
        model = nn.Sequential(nn.Embedding(10, 6, sparse=True), nn.Flatten(), nn.Linear(24, 3))
        loop = Loop(model, data=((torch.randint(0, 10, (8, 4)), torch.randint(0, 3, (8,))) for _ in iter(int, 1)))
        self.listen()
        self.watch(model, loop.optimizer, budget=1.0)
        self.hub.wait_for_ranks(1)
        frame = self.frame(loop)
        gradients = loop.at(frame["step"])[3]
        self.close_to(frame.tensors["g,w"].rows()[0][0], gradients[0].to_dense().norm(), 1e-5)

    def test_a_compiled_model_by_an_eager_step(self):
        model = mlp()
        loop = Loop(model)
        compiled = torch.compile(model, backend="eager")
        loop.loss_of = lambda x, y: functional.cross_entropy(compiled(x), y)
        self.listen()
        self.watch(compiled, loop.optimizer, budget=1.0)
        self.hub.wait_for_ranks(1)
        self.assertTrue(self.hub.expect("model")["compiled"])
        loop()
        from torch._dynamo.utils import counters
        graphs = counters["stats"]["unique_graphs"]
        self.assertIn("compiled", self.recorded(loop)["why"])
        record = self.recorded(loop, eager=True)
        self.assertEqual(len(record["states"]), 6)
        for _ in range(3):
            loop()
        self.assertEqual(counters["stats"]["unique_graphs"], graphs)      # nothing was compiled anew

        def script():
            self.hub.stop()
            self.hub.send({"t": "get", "seq": 1, "what": "replay"})
            answer = self.hub.expect("answer")
            self.hub.go()
            return answer
        self.assertIn("compiled", self.while_training(loop, script)["error"])


class ZeroCodeTests(WatchedTest):
    PROGRAM = (
        "import os, sys, torch, time; from torch import nn\n"
        "torch.manual_seed(0)\n"
        "model = nn.Sequential(nn.Linear(6, 8), nn.ReLU(), nn.Linear(8, 3))\n"
        "optimizer = torch.optim.Adam(model.parameters())\n"
        "for _ in range(int(sys.argv[1])):\n"
        "    model(torch.randn(4, 6)).pow(2).mean().backward(); optimizer.step(); optimizer.zero_grad(); time.sleep(0.002)\n"
        "client = sys.modules.get('backstep')\n"
        "own = getattr(sys.modules.get('sitecustomize'), 'MINE', None)\n"
        "print(client and client._run.updates, client and client._run._failures, own,\n"
        "      [p.sum().item().hex() for p in model.parameters()])\n")

    def program(self, steps, **environment):
        shim = os.path.join(PYTHON, "shim")
        path = os.pathsep.join([shim] + environment.pop("path", []))
        environment = dict(os.environ, PYTHONPATH=path, **environment)
        command = [sys.executable, "-c", self.PROGRAM, str(steps)]
        return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)

    def test_a_program_that_knows_nothing_of_us(self):
        self.listen()
        process = self.program(1500)
        self.hub.wait_for_ranks(1)
        model = self.hub.expect("model", lambda m: m["modules"])
        self.assertEqual(len(model["modules"]), 3)
        self.hub.stop()
        self.hub.go()
        output = process.communicate()[0]
        self.assertTrue(output.startswith("1500 0 None"), output)
        plain = self.program(1500, BACKSTEP_OFF="1").communicate()[0]
        self.assertTrue(plain.startswith("None None None"), plain)
        self.assertEqual(output.split("None")[1], plain.split("None")[3])

    def test_the_environments_own_sitecustomize_still_runs(self):
        folder = os.path.join(self.folder.name, "own")
        os.mkdir(folder)
        with open(os.path.join(folder, "sitecustomize.py"), "w") as file:
            file.write("MINE = 'yes'\n")
        output = self.program(3, path=[folder]).communicate()[0]
        self.assertTrue(output.startswith("3 0 yes"), output)

    def test_a_python_without_torch_pays_next_to_nothing(self):
        """It must import no more than Python has imported anyway."""
        program = "import sys; print(*(name in sys.modules for name in ('torch', 'backstep', 'importlib.abc', 'socket')))"
        environment = dict(os.environ, PYTHONPATH=os.path.join(PYTHON, "shim"))
        output = subprocess.check_output([sys.executable, "-c", program], env=environment, text=True)
        self.assertEqual(output.split(), ["False"] * 4)

    def test_a_client_that_cannot_be_loaded_costs_one_line(self):
        folder = os.path.join(self.folder.name, "shim")
        os.mkdir(folder)
        with open(os.path.join(PYTHON, "shim", "sitecustomize.py")) as source:
            with open(os.path.join(folder, "sitecustomize.py"), "w") as target:
                target.write(source.read())
        environment = dict(os.environ, PYTHONPATH=folder)
        process = subprocess.run([sys.executable, "-c", self.PROGRAM, "3"], env=environment, capture_output=True, text=True)
        self.assertEqual(process.returncode, 0, process.stderr)
        self.assertIn("not attached", process.stderr)


class JaxTests(WatchedTest):
    def test_a_program_that_ticks(self):
        """Without JAX: arrays are whatever has a float; `probe` itself is tested where JAX is there."""
        self.listen()
        run = self.watch(budget=1.0)
        self.hub.wait_for_ranks(1)
        observed = []

        def step():
            found = None
            if run.observe:
                found = {"params": {"w": 2.0}, "grads": {"w": 0.5}, "acts": {"a": 1.0, "b": 3.0},
                         "delta": {"a": 0.25, "b": 0.125}}
                observed.append(run.updates + 1)
            run.tick(0.75, found)
            time.sleep(0.002)

        def script():
            self.hub.expect("tick")
            self.hub.send({"t": "ask", "gen": 2, "budget": 1.0, "probes": [{"probe": "norms", "every": 1}]})
            frame = self.hub.expect("frame")
            self.assertEqual(frame.tensors["g,w"].rows(), [[0.5], [2.0]])
            self.assertIn(frame["step"], observed)
            self.hub.send({"t": "ask", "gen": 3, "probes": []})
            self.hub.send({"t": "observe", "id": 3, "step": 0, "want": ["norm"]})
            record = self.hub.expect("record")
            self.assertEqual(record.tensors["norm"].values, [1.0, 3.0, 0.25, 0.125])
            self.assertEqual([state[:2] for state in record["states"]], [[0, 0], [1, 0], [0, 1], [1, 1]])
            held = self.hub.stop()
            self.assertEqual(held["where"], "between-updates")
            self.hub.go()
            self.assertEqual(self.hub.expect("tick", lambda m: "loss" in m.header)["loss"], [0.75] * 3)
        self.while_training(step, script)

    def test_a_program_in_jax(self):
        try:
            import jax
            import jax.numpy as numpy
        except ImportError:
            self.skipTest("JAX is not here")
        self.listen()
        run = self.watch(budget=1.0)
        self.hub.wait_for_ranks(1)

        def loss_of(w, tap, x):
            z = x @ w + tap
            return numpy.mean(z ** 2), z

        def step(w, x, observe):
            (loss, z), (gradient, delta) = jax.value_and_grad(loss_of, (0, 1), has_aux=True)(w, numpy.zeros((4, 2)), x)
            found = backstep.jax.probe(params=w, grads=gradient, acts=z, delta=delta) if observe else None
            return w - 0.01 * gradient, loss, found
        step = jax.jit(step, static_argnames="observe")
        x, w, history = numpy.arange(12.0).reshape(4, 3) / 12, [numpy.ones((3, 2))], {}

        def update():
            history[run.updates + 1] = w[0]
            w[0], loss, found = step(w[0], x, observe=run.observe)
            run.tick(loss, found)
            time.sleep(0.002)

        def script():
            self.hub.send({"t": "observe", "id": 3, "step": 0, "want": ["norm"]})
            return self.hub.expect("record")
        record = self.while_training(update, script)
        w = history[record["step"]]
        z = x @ w
        expected = [float(numpy.linalg.norm(z)), float(numpy.linalg.norm(2 * z / z.size))]
        self.close_to(record.tensors["norm"].values, expected, 1e-5)

    def test_probe_gives_norms_by_name(self):
        try:
            import jax
            import jax.numpy as numpy
        except ImportError:
            self.skipTest("JAX is not here")
        found = jax.jit(lambda x: backstep.jax.probe(params={"w": x, "b": [x[0]]}))(numpy.array([3.0, 4.0]))
        self.assertEqual({name: float(value) for name, value in found["params"].items()}, {"['w']": 5.0, "['b'][0]": 3.0})


if __name__ == "__main__":
    unittest.main()
