using System.Numerics;
using FashionRef.Engines.Functions;

namespace FashionRef.Engines.Optimizers;

/// <summary>The update of one weight in one step, for each optimizer; a factor <c>1 - b</c> is a difference in double unless stated.</summary>
/// <typeparam name="T">The type of the weights.</typeparam>
internal sealed class OptimizerRules<T>
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    private readonly OptimizerSettings _settings;
    private readonly IReadOnlyDictionary<string, T[][]> _slots;
    private readonly T _rate;
    private readonly T _step;
    private readonly T _epsilon;

    /// <param name="settings">The optimizer.</param>
    /// <param name="slots">Its variables.</param>
    /// <param name="rate">The step's learning rate.</param>
    /// <param name="step">From 1 on.</param>
    public OptimizerRules(OptimizerSettings settings, IReadOnlyDictionary<string, T[][]> slots, T rate, long step)
    {
        (_settings, _slots, _rate, _step) = (settings, slots, rate, T.CreateTruncating(step));
        _epsilon = Typed(settings.Epsilon);
    }

    /// <summary>Nadam's product of momenta before this step.</summary>
    public T MomentumProduct { get; init; }

    /// <summary>Nadam's product of momenta after it.</summary>
    public T NextMomentumProduct => _settings.Kind == OptimizerKind.Nadam ? MomentumProduct * NadamMomentum(_step) : MomentumProduct;

    /// <summary>Updates a weight.</summary>
    /// <param name="index">Its place among the trainable ones.</param>
    /// <param name="w">Its values.</param>
    /// <param name="g">Its gradient.</param>
    public void Update(int index, T[] w, T[] g)
    {
        switch (_settings.Kind)
        {
            case OptimizerKind.Sgd:
                Sgd(w, g, Find("momentum", index));
                break;
            case OptimizerKind.RmsProp:
                RmsProp(w, g, _slots["velocity"][index], Find("momentum", index), Find("average_gradient", index));
                break;
            case OptimizerKind.Adam or OptimizerKind.AdamW:
                Adam(w, g, _slots["momentum"][index], _slots["velocity"][index], Find("velocity_hat", index));
                break;
            case OptimizerKind.Nadam:
                Nadam(w, g, _slots["momentum"][index], _slots["velocity"][index]);
                break;
            case OptimizerKind.Adagrad:
                Adagrad(w, g, _slots["accumulator"][index]);
                break;
            case OptimizerKind.Adadelta:
                Adadelta(w, g, _slots["accumulated_grad"][index], _slots["accumulated_delta_var"][index]);
                break;
            case OptimizerKind.Adamax:
                Adamax(w, g, _slots["momentum"][index], _slots["norm"][index]);
                break;
            case OptimizerKind.Ftrl:
                Ftrl(w, g, _slots["accumulator"][index], _slots["linear"][index]);
                break;
            default:
                Lion(w, g, _slots["momentum"][index]);
                break;
        }
    }

    private void Sgd(T[] w, T[] g, T[]? m)
    {
        T mu = Typed(_settings.Momentum);
        for (int i = 0; i < w.Length; i++)
        {
            T change = g[i] * _rate;
            if (m is null)
            {
                w[i] -= change;
                continue;
            }

            m[i] = (m[i] * mu) - change;
            w[i] += _settings.Nesterov ? (m[i] * mu) - change : m[i];
        }
    }

    private void RmsProp(T[] w, T[] g, T[] v, T[]? m, T[]? a)
    {
        T rho = Typed(_settings.Rho);
        T rest = Typed(1 - _settings.Rho);
        T mu = Typed(_settings.Momentum);
        for (int i = 0; i < w.Length; i++)
        {
            v[i] = (rho * v[i]) + (rest * g[i] * g[i]);
            T square = v[i];
            if (a is not null)
            {
                a[i] = (rho * a[i]) + (rest * g[i]);
                square = v[i] - (a[i] * a[i]);
            }

            T change = _rate * g[i] / Root(square, m is null);
            if (m is not null)
            {
                m[i] = (mu * m[i]) + change;
                change = m[i];
            }

            w[i] -= change;
        }
    }

    // The powers, and their differences from 1, are in the weights' type.
    private void Adam(T[] w, T[] g, T[] m, T[] v, T[]? largest)
    {
        T first = T.One - TypedFunctions.Pow(Typed(_settings.Beta1), _step);
        T second = T.One - TypedFunctions.Pow(Typed(_settings.Beta2), _step);
        T alpha = _rate * T.Sqrt(second) / first;
        T rest1 = Typed(1 - _settings.Beta1);
        T rest2 = Typed(1 - _settings.Beta2);
        for (int i = 0; i < w.Length; i++)
        {
            m[i] += (g[i] - m[i]) * rest1;
            v[i] += ((g[i] * g[i]) - v[i]) * rest2;
            T divisor = v[i];
            if (largest is not null)
            {
                largest[i] = T.Max(largest[i], v[i]);
                divisor = largest[i];
            }

            w[i] -= m[i] * alpha / (T.Sqrt(divisor) + _epsilon);
        }
    }

    // Its 1 - b are differences in the weights' type, unlike Adam's.
    private void Nadam(T[] w, T[] g, T[] m, T[] v)
    {
        T now = NadamMomentum(_step);
        T next = NadamMomentum(_step + T.One);
        T product = MomentumProduct * now;
        T rest1 = T.One - Typed(_settings.Beta1);
        T rest2 = T.One - Typed(_settings.Beta2);
        T correction = T.One - TypedFunctions.Pow(Typed(_settings.Beta2), _step);
        for (int i = 0; i < w.Length; i++)
        {
            m[i] += (g[i] - m[i]) * rest1;
            v[i] += ((g[i] * g[i]) - v[i]) * rest2;
            T mean = (next * m[i] / (T.One - (product * next))) + ((T.One - now) * g[i] / (T.One - product));
            w[i] -= mean * _rate / (T.Sqrt(v[i] / correction) + _epsilon);
        }
    }

    private void Adagrad(T[] w, T[] g, T[] a)
    {
        for (int i = 0; i < w.Length; i++)
        {
            a[i] += g[i] * g[i];
            w[i] -= _rate * g[i] / Root(a[i], mayAddOutside: true);
        }
    }

    private void Adadelta(T[] w, T[] g, T[] a, T[] x)
    {
        T rho = Typed(_settings.Rho);
        T rest = Typed(1 - _settings.Rho);
        for (int i = 0; i < w.Length; i++)
        {
            a[i] = (rho * a[i]) + (rest * g[i] * g[i]);
            T change = -T.Sqrt(x[i] + _epsilon) * g[i] / T.Sqrt(a[i] + _epsilon);
            x[i] = (rho * x[i]) + (rest * change * change);
            w[i] += _rate * change;
        }
    }

    private void Adamax(T[] w, T[] g, T[] m, T[] u)
    {
        T first = T.One - TypedFunctions.Pow(Typed(_settings.Beta1), _step);
        T rest = Typed(1 - _settings.Beta1);
        T beta2 = Typed(_settings.Beta2);
        for (int i = 0; i < w.Length; i++)
        {
            m[i] += (g[i] - m[i]) * rest;
            u[i] = T.Max(beta2 * u[i], T.Abs(g[i]));
            w[i] -= _rate * m[i] / (first * (u[i] + _epsilon));
        }
    }

    // The sign of 0 is 0; differences are in the weights' type.
    private void Lion(T[] w, T[] g, T[] m)
    {
        T beta1 = Typed(_settings.Beta1);
        T beta2 = Typed(_settings.Beta2);
        for (int i = 0; i < w.Length; i++)
        {
            T direction = (m[i] * beta1) + (g[i] * (T.One - beta1));
            w[i] -= _rate * T.CreateTruncating(T.Sign(direction));
            m[i] = (m[i] * beta2) + (g[i] * (T.One - beta2));
        }
    }

    // Shrinkage is in the linear sum alone; the squares are the plain gradient's.
    private void Ftrl(T[] w, T[] g, T[] n, T[] linear)
    {
        T power = Typed(-_settings.RatePower);
        T two = Typed(2);
        T l1 = Typed(_settings.L1Strength);
        T l2 = Typed(_settings.L2Strength) + (Typed(_settings.Beta) / (two * _rate));
        T shrinkage = Typed(2 * _settings.L2Shrinkage);
        for (int i = 0; i < w.Length; i++)
        {
            T next = n[i] + (g[i] * g[i]);
            T height = TypedFunctions.Pow(next, power);
            linear[i] += g[i] + (shrinkage * w[i]) - ((height - TypedFunctions.Pow(n[i], power)) / _rate * w[i]);
            T quadratic = (height / _rate) + (two * l2);
            w[i] = (T.Clamp(linear[i], -l1, l1) - linear[i]) / quadratic;
            n[i] = next;
        }
    }

    private T NadamMomentum(T step) => Typed(_settings.Beta1) * (T.One - (Typed(0.5) * TypedFunctions.Pow(Typed(0.96), step)));

    private T Root(T square, bool mayAddOutside) =>
        _settings.HasEpsilonOutsideRoot && mayAddOutside ? T.Sqrt(square) + _epsilon : T.Sqrt(square + _epsilon);

    private T[]? Find(string slot, int index) => _slots.TryGetValue(slot, out T[][]? values) ? values[index] : null;

    private static T Typed(double value) => T.CreateTruncating(value);
}
