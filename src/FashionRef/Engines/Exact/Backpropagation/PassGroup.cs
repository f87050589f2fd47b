namespace FashionRef.Engines.Exact.Backpropagation;

/// <summary>
/// Passes that follow each other and run together: those in which samples do not see each other, one sample after the other through all of
/// them, so that what is between them stays in the cache; or one over the whole batch.
/// </summary>
internal sealed class PassGroup
{
    private readonly Pass[] _passes;
    private readonly ThreadTeam _team;
    private readonly WorkJob _forward;
    private readonly WorkJob _backward;
    private readonly int _first;
    private readonly int _start;
    private readonly bool _startsAtLast;
    private int _count;

    /// <summary>Creates the group.</summary>
    /// <param name="passes">In the order of the forward pass: samplewise ones, or one over the batch.</param>
    /// <param name="first">The first of them with a backward pass; behind the last where none has one.</param>
    /// <param name="last">The last of them with a backward pass; below the first where none has one.</param>
    /// <param name="startsAtLast">Whether no gradients reach the last from behind.</param>
    /// <param name="team">Shares the work.</param>
    public PassGroup(Pass[] passes, int first, int last, bool startsAtLast, ThreadTeam team)
    {
        _passes = passes;
        _team = team;
        _first = first;
        _start = last;
        _startsAtLast = startsAtLast;
        _forward = new WorkJob(ForwardSample);
        _backward = new WorkJob(BackwardChunk);
    }

    /// <summary>Computes the outputs.</summary>
    /// <param name="count">Samples of the batch.</param>
    public void Forward(int count)
    {
        if (_passes[0] is BatchPass pass)
        {
            pass.Forward();
        }
        else
        {
            _team.Run(count, _forward);
        }
    }

    /// <summary>Computes the gradients.</summary>
    /// <param name="count">Samples of the batch.</param>
    public void Backward(int count)
    {
        if (_first > _start)
        {
            return;
        }

        if (_passes[0] is BatchPass pass)
        {
            pass.Backward();
        }
        else
        {
            _count = count;
            _team.Run(new Chunk(count).Count, _backward);
        }
    }

    private void ForwardSample(int sample, int worker)
    {
        foreach (Pass pass in _passes)
        {
            ((SamplePass)pass).Forward(sample, worker);
        }
    }

    private void BackwardChunk(int chunk, int worker)
    {
        (int first, int end) = new Chunk(_count).Range(chunk);
        for (int sample = first; sample < end; sample++)
        {
            if (_startsAtLast)
            {
                _passes[_start].Output.Gradients(sample, worker).Clear();
            }

            for (int i = _start; i >= _first; i--)
            {
                ((SamplePass)_passes[i]).Backward(sample, worker);
            }
        }
    }
}
